"""What the checks stand on beside the table: the place's numbers, evidence from a round, remarks of reading."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from congress.apps.performance.domain import Problem
from congress.apps.performance.models import Evidence, TargetTable
from congress.apps.performance.selectors import assembled, grounds, keyed_findings, review_of
from congress.apps.performance.selectors.grounds import grounds_of, rows_with_evidence, with_numbers
from congress.apps.performance.services import draft_self_evaluation
from congress.apps.performance.tests.factories import TARGETS, imported_table
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.documents.contracts import Place
from congress.standards.indicators import performance_checks
from congress.standards.values import RegionCode

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db
KEY = "performance.pq20.lowest_share"
# The tasks cover 40 of 50: less than nine parts of ten.
UNCOVERED = TARGETS.replace("500,000.00", "400,000.00")


@pytest.fixture
def uncovered(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """A table whose tasks do not account for its projects."""
    return imported_table(place=place, by=preparer, at=clock_at, text=UNCOVERED)


def _cases(table: TargetTable) -> set[str]:
    return {f"{found.id} {found.case}" for found in keyed_findings(table).values()}


def test_a_places_own_number_decides_what_is_found(
    uncovered: TargetTable, preparer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "PQ20 coverage_low" in _cases(uncovered)
    before = review_of(actor=preparer, table=uncovered.pk).findings
    asked: list[RegionCode] = []

    def own(*, region: RegionCode, **words: object) -> dict[str, Decimal]:
        asked.append(region)
        return {KEY: Decimal("0.70"), "performance.pq99.unknown": Decimal(1)}

    monkeypatch.setattr(grounds, "own_thresholds", own)
    assert "PQ20 coverage_low" not in _cases(uncovered)
    after = review_of(actor=preparer, table=uncovered.pk).findings
    assert len(after) < len(before) and asked


def test_without_a_region_the_shipped_numbers_count(
    uncovered: TargetTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grounds, "root_body", lambda: None)
    uncovered.body.region_code = ""
    assert grounds_of(uncovered).rules is performance_checks()


def test_the_roots_region_counts_where_a_body_has_none(
    uncovered: TargetTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[RegionCode] = []
    monkeypatch.setattr(grounds, "own_thresholds", lambda **words: asked.append(words["region"]) or {})
    uncovered.body.region_code = ""
    grounds_of(uncovered)
    assert len(asked) == 1


def test_only_rules_with_numbers_of_their_own_are_changed() -> None:
    rules = with_numbers(performance_checks(), {KEY: "0.70"})
    assert rules["PQ20"].decimal("lowest_share") == Decimal("0.70")
    assert rules["PQ21"] is performance_checks()["PQ21"]


def test_what_reading_remarked_is_kept_with_its_place(
    place: SmallPlace, preparer: Person, clock_at: datetime
) -> None:
    text = TARGETS.replace("绩效指标\t产出指标", "----\t---\n绩效指标\t产出指标")
    table = imported_table(place=place, by=preparer, at=clock_at, text=text)
    (problem,) = (each for each in grounds_of(table).problems if each.code == "rule_dropped")
    assert isinstance(problem.place, Place) and problem.message.endswith("已略去。")
    with unguarded("fixtures"):
        table.change(problems=[{"code": "block_missing", "message": "没有找到。", "place": None}])
    assert grounds_of(table).problems == (Problem("block_missing", "没有找到。"),)


def test_an_indicator_is_known_to_have_evidence_by_its_name(uncovered: TargetTable) -> None:
    typed = assembled(uncovered)
    assert rows_with_evidence(typed, frozenset()) == frozenset()
    assert rows_with_evidence(typed, frozenset({"代表满意度", "别的"})) == {"indicators.2"}


def test_evidence_for_the_targets_counts_for_their_self_evaluation(
    uncovered: TargetTable, preparer: Person, clock_at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = TargetTable.objects.get(
        pk=draft_self_evaluation(actor=preparer, at=clock_at, target=uncovered.pk)
    )
    asked: list[list[object]] = []

    class Spy:
        @staticmethod
        def filter(**words: list[object]) -> object:
            asked.append(words["row__round__table__in"])
            return Evidence.objects.filter(**words)

    monkeypatch.setattr(grounds, "Evidence", type("Spied", (), {"objects": Spy}))
    assert grounds_of(begun).evidenced == frozenset()
    assert asked == [[begun.pk, uncovered.pk]]
