"""The indicator library, and next year's table begun from last year's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from congress.apps.performance.models import LibraryIndicator, TargetTable
from congress.apps.performance.selectors import assembled, stored_cells
from congress.apps.performance.selectors.library import insertion, library, offered_for
from congress.apps.performance.selectors.sources import source_of
from congress.apps.performance.services import (
    add_library_indicator,
    change_library_indicator,
    draft_next_year,
    retire_library_indicator,
)
from congress.apps.performance.services.library import IndicatorWords
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.rounds_world import end_body
from congress.platform.core.actors import Person
from congress.platform.core.refusals import Conflict, Refused
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from tests.support.place import SmallPlace

WORDS = IndicatorWords(level="output.quantity", name="组织视察次数", target="≥N次", unit="次")


@pytest.fixture
def own(place: SmallPlace, preparer: Person, clock_at: datetime) -> LibraryIndicator:
    """An indicator of the office's own."""
    pk = add_library_indicator(actor=preparer, at=clock_at, target=place.office, words=WORDS)
    return LibraryIndicator.objects.get(pk=pk)


def test_the_library_offers_own_former_and_seeds_by_words_and_level(
    preparer: Person, own: LibraryIndicator, table: TargetTable
) -> None:
    found = library(actor=preparer, words="次数", level="output")
    assert found[0].name == "组织视察次数"
    assert {each.origin for each in found} == {"own", "seed"}
    assert library(actor=preparer, words="组织视察", level="benefit") == []
    made = draft_next_year(actor=preparer, at=own.added_at, target=table.pk)
    beside = library(actor=preparer, words="代表满意度", table=TargetTable.objects.get(pk=made))
    assert ("former", "2026年的表", "≥95%") in [(each.origin, each.source, each.target) for each in beside]


def test_each_body_has_its_own_additions(
    foreigner: Person, own: LibraryIndicator, clock_at: datetime
) -> None:
    assert "own" not in {each.origin for each in library(actor=foreigner)}
    with pytest.raises(Refused):
        change_library_indicator(actor=foreigner, at=clock_at, target=own.pk, version=1, words=WORDS)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (IndicatorWords(level="output.quantity", name=" "), "name"),
        (IndicatorWords(level="output.quantity", name="字" * 121), "name"),
        (IndicatorWords(level="nothing", name="甲"), "level"),
        (IndicatorWords(level="output", name="甲"), "level"),
        (WORDS, "name"),
    ],
)
def test_what_is_no_indicator_does_not_come_in(
    place: SmallPlace,
    preparer: Person,
    own: LibraryIndicator,
    clock_at: datetime,
    words: IndicatorWords,
    field: str,
) -> None:
    with pytest.raises(RuleViolation) as refusal:
        add_library_indicator(actor=preparer, at=clock_at, target=place.office, words=words)
    assert refusal.value.field == field


def test_an_own_indicator_changes_and_is_retired_but_never_deleted(
    place: SmallPlace, preparer: Person, own: LibraryIndicator, clock_at: datetime
) -> None:
    def change(version: int) -> None:
        change_library_indicator(
            actor=preparer,
            at=clock_at,
            target=own.pk,
            version=version,
            words=IndicatorWords(level="output.quantity", name="组织视察次数", unit="回"),
        )

    change(1)
    with pytest.raises(Conflict):
        change(1)
    retire_library_indicator(actor=preparer, at=clock_at, target=own.pk, version=2)
    assert LibraryIndicator.objects.get(pk=own.pk).unit == "回"
    assert "own" not in {each.origin for each in library(actor=preparer)}
    with pytest.raises(RuleViolation, match="已经停用"):
        change(3)
    add_library_indicator(actor=preparer, at=clock_at, target=place.office, words=WORDS)


def test_next_years_table_begins_as_last_years_with_every_value_to_be_looked_at(
    table: TargetTable, preparer: Person, clock_at: datetime
) -> None:
    made = TargetTable.objects.get(pk=draft_next_year(actor=preparer, at=clock_at, target=table.pk))
    assert (made.year, made.source, made.drafted_from, made.form) == (2027, None, table, table.form)
    assert made.title.startswith("2027年")
    typed = assembled(made)
    assert typed.year.value == 2027 and len(typed.indicators) == 2
    name = next(each for each in stored_cells(made) if each.cell.address == "indicators.1.name")
    assert name.needs_look and name.cell.note == "上年值，请核对"
    beside = source_of(made)
    line = next(row for row in beside.rows if row.line == name.cell.place.line)
    assert "召开会议次数" in [cell.text for cell in line.cells]
    with pytest.raises(RuleViolation, match="已经在编制"):
        draft_next_year(actor=preparer, at=clock_at, target=table.pk)


def test_next_year_needs_a_year_and_a_body_in_use(
    place: SmallPlace, table: TargetTable, preparer: Person, clock_at: datetime, arranged: None
) -> None:
    end_body(place.office)
    with pytest.raises(RuleViolation, match="已经撤销"):
        draft_next_year(actor=preparer, at=clock_at, target=table.pk)
    TargetTable.objects.filter(pk=table.pk).update(year=None)
    with pytest.raises(RuleViolation, match="没有写明年度"):
        draft_next_year(actor=preparer, at=clock_at, target=table.pk)


def test_an_indicator_goes_where_its_level_stands(table: TargetTable, preparer: Person) -> None:
    def place_of(key: str) -> str | None:
        offered = offered_for(actor=preparer, table=table, key=key)
        return insertion(table=table, offered=offered, part="indicators")[0]

    assert place_of("seed-sessions_held") == "indicators.1"
    assert place_of("seed-acceptance_rate") == "indicators.1"
    assert place_of("seed-meeting_cost") is None
    with pytest.raises(Refused):
        place_of("seed-nothing")


def test_pages_of_the_library(
    place: SmallPlace, clerk: Client, preparer: Person, own: LibraryIndicator, reviewer: Person
) -> None:
    page = text_of(clerk.get("/performance/library/?q=次数"))
    assert "组织视察次数" in page and "未经核实" in page
    assert "没有找到合适的指标" in text_of(clerk.get("/performance/library/?q=没有这个词"))
    assert browser_of(reviewer).get("/performance/library/").status_code == 403
    assert clerk.get("/performance/library/new/").status_code == 200
    given = {"body": str(place.office), "level": "output.quantity", "name": "组织座谈次数"}
    assert clerk.post("/performance/library/new/", given).status_code == 302
    twice = clerk.post("/performance/library/new/", given)
    assert twice.status_code == 422 and "同名" in text_of(twice)
    address = f"/performance/library/{own.pk}/"
    assert "组织视察次数" in text_of(clerk.get(address))
    changed = {**given, "name": "组织视察次数", "unit": "回", "version": 1}
    assert clerk.post(address, changed).status_code == 302
    stale = clerk.post(address, changed)
    assert stale.status_code == 422 and "被他人修改" in text_of(stale)
    same = clerk.post(address, {**changed, "name": "组织座谈次数", "version": 2})
    assert same.status_code == 422
    assert clerk.post(f"{address}retire/", {"version": 1}).status_code == 422
    assert clerk.post(f"{address}retire/", {}).status_code == 422
    assert clerk.post(f"{address}retire/", {"version": 2}).status_code == 302
    assert clerk.post(f"{address}retire/", {"version": 3}).status_code == 422
    assert clerk.get(f"/performance/library/{uuid4()}/").status_code == 403


def test_from_last_year_to_a_table_with_an_indicator_of_the_library(
    clerk: Client, table: TargetTable
) -> None:
    screen = text_of(clerk.get(f"/performance/tables/{table.pk}/"))
    assert "编制2027年的表" in screen and "从指标库添加" in screen
    made = clerk.post(f"/performance/tables/{table.pk}/next-year/")
    page = text_of(clerk.get(made.headers["Location"]))
    assert "上年的表" in page and "左边是2026年的表" in page and "上年值，请核对" in page
    assert "下载原文" not in page
    again = clerk.post(f"/performance/tables/{table.pk}/next-year/")
    assert again.status_code == 422 and "已经在编制" in text_of(again)
    new = TargetTable.objects.get(drafted_from=table)
    assert "加入表中" in text_of(clerk.get(f"/performance/tables/{new.pk}/library/?q=验收"))
    given = {"key": "seed-acceptance_rate", "part": "indicators"}
    inserted = clerk.post(f"/performance/tables/{new.pk}/insert/", given)
    assert inserted.status_code == 302
    names = [row.name.text for row in assembled(new).indicators]
    assert "项目验收合格率" in names
    assert (
        clerk.post(f"/performance/tables/{new.pk}/insert/", {**given, "part": "nothing"}).status_code == 422
    )
    assert clerk.post(f"/performance/tables/{new.pk}/insert/", {}).status_code == 422
    assert clerk.get(f"/performance/tables/{new.pk}/source/").status_code == 422


def test_checks_speak_while_somebody_types_and_store_nothing(
    clerk: Client, table: TargetTable, reviewer: Person
) -> None:
    address = f"/performance/tables/{table.pk}/cell/preview/"

    def typed(text: str, cell: str = "money.fiscal") -> str:
        return text_of(clerk.post(address, {"address": cell, "text": text}))

    assert "相差 1.00 万元" in typed("149.00")
    assert "检查没有发现问题" in typed("150.00")
    assert "field-error" in typed("很多钱")
    assert (
        next(each for each in stored_cells(table) if each.cell.address == "money.fiscal").cell.text
        == "150.00"
    )
    assert browser_of(reviewer).post(address, {"address": "money.fiscal", "text": "1"}).status_code == 403
    form = text_of(clerk.get(f"/performance/tables/{table.pk}/cell/?address=money.fiscal"))
    assert "cell/preview/" in form


def test_who_may_only_read_here_previews_nothing_here(
    place: SmallPlace, table: TargetTable, clock_at: datetime
) -> None:
    from congress.apps.performance.permissions import PerformancePermission as P
    from congress.apps.performance.selectors.previewing import preview_of

    reader = place.person("reader", P.READ)
    with pytest.raises(Refused):
        preview_of(actor=reader, table=table.pk, address="money.fiscal", text="1")
