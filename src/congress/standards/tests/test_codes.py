"""Code tables refuse contradictions, and those that ship agree with the values built on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from congress.standards.codes import (
    CodeEntry,
    CodeTable,
    UnknownCode,
    load_table,
    table_from_fields,
    table_names,
)
from congress.standards.errors import RuleViolation
from congress.standards.tests.refusals import refusal, refused
from congress.standards.values import RegionCode, RegionLevel
from congress.standards.yaml_files import read_yaml_text

HEAD = "table: t\ntitle: 试验表\nversion: '1'\nis_complete: {complete}\nsource: 试验\nverified: true\n"


def table(body: str, *, complete: bool = True, folder: Path | None = None) -> CodeTable:
    """A small table from its entries."""
    text = HEAD.format(complete=str(complete).lower()) + body
    return table_from_fields(read_yaml_text(text, place="试验"), folder=folder)


RENAMED = """
attributes: [kind]
entries:
  - {code: "201", name: 一般公共服务, kind: 类}
  - {code: "20103", name: 旧名, parent: "201", to_year: 2019}
  - {code: "20103", name: 新名, parent: "201", from_year: 2020, note: 改名, verified: false, source: 传闻}
"""


def test_codes_change_their_names_by_year() -> None:
    renamed = table(RENAMED)
    assert renamed.get("20103", year=2019).name == "旧名"
    assert renamed.get("20103", year=2020).name == "新名"
    assert renamed.get("20103").name == "新名"
    assert [entry.name for entry in renamed.children("201", year=2019)] == ["旧名"]
    assert [entry.code for entry in renamed.children(None)] == ["201"]
    assert [entry.code for entry in renamed.lineage("20103", year=2019)] == ["20103", "201"]
    assert renamed.named("新名", year=2019) == ()
    assert len(renamed.named("新名")) == 1
    assert len(renamed.in_year(2020)) == 2


def test_people_say_codes_names_and_other_words() -> None:
    levels = load_table("administrative_levels")
    assert {levels.called(word)[0].code for word in ("city", "地级", "市级")} == {"city"}
    assert levels.called("洲") == ()


def test_entries_inherit_the_source_of_the_head() -> None:
    first, old, new = table(RENAMED).entries
    assert (first.source, first.verified, first.attributes) == ("试验", True, {"kind": "类"})
    assert old.attributes == {}
    assert (new.source, new.verified, new.note) == ("传闻", False, "改名")


def test_an_unknown_code_raises_and_says_whether_the_table_is_complete() -> None:
    with pytest.raises(UnknownCode) as caught:
        table(RENAMED).get("299", year=2020)
    assert caught.value.code == "codes.unknown"
    assert "2020 年没有代码“299”" in caught.value.message
    assert "补录" in refusal(lambda: table(RENAMED, complete=False).get("299")).message
    assert table(RENAMED).find("299") is None


def test_a_place_lays_its_own_entries_over_the_table() -> None:
    own = CodeEntry("20103", "本地名", "201", source="本地目录", verified=True)
    laid = table(RENAMED).with_entries([own])
    assert [entry.name for entry in laid.entries] == ["一般公共服务", "本地名"]
    with refused("codes.no_parent"):
        laid.with_entries([CodeEntry("9", "无根", "8", source=None, verified=False)])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("entries: [{code: a, name: 甲}, {code: a, name: 乙}]", "codes.ambiguous"),
        (
            "entries: [{code: a, name: 甲, to_year: 2020}, {code: a, name: 乙, from_year: 2020}]",
            "codes.ambiguous",
        ),
        ("entries: [{code: a, name: 甲, parent: b}]", "codes.no_parent"),
        ("entries: [{code: a, name: 甲, parent: b}, {code: b, name: 乙, parent: a}]", "codes.circle"),
        ("entries: [{code: a, name: 甲, parent: a}]", "codes.circle"),
        ("entries: [{code: 1, name: 甲}]", "standards.bad_field"),
        ("entries: [{code: a, name: 甲, colour: 红}]", "standards.unknown_field"),
        ("entries: [{code: a, name: 甲, from_year: 2021, to_year: 2020}]", "standards.bad_field"),
        ("entry: []", "standards.unknown_field"),
    ],
)
def test_contradictions_are_refused(body: str, code: str) -> None:
    with refused(code):
        table(body)


def test_what_is_verified_has_a_source() -> None:
    head = "table: t\ntitle: 表\nversion: '1'\nis_complete: true\nverified: {verified}\n"
    with refused("standards.bad_field"):
        table_from_fields(read_yaml_text(head.format(verified="true"), place="试验"))
    body = head.format(verified="false") + "entries: [{code: a, name: 甲, verified: true}]"
    with refused("standards.bad_field"):
        table_from_fields(read_yaml_text(body, place="试验"))


def test_rows_beside_the_head(tmp_path: Path) -> None:
    rows = 'code\tname\tkind\tfrom_year\tverified\na\t甲\t\t2020\tfalse\nb\t乙"丙\t大\t\t\n'
    (tmp_path / "t.tsv").write_text(rows, encoding="utf-8")
    read = table("attributes: [kind]\nrows: t.tsv\n", folder=tmp_path)
    assert [(entry.name, entry.from_year, entry.verified) for entry in read.entries] == [
        ("甲", 2020, False),
        ('乙"丙', None, True),
    ]
    assert read.get("b").attributes == {"kind": "大"}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("code\tname\tcolour\na\t甲\t红\n", "standards.unknown_field"),
        ("code\tname\na\t甲\t红\n", "standards.bad_row"),
        ("code\tname\tverified\na\t甲\t是\n", "standards.bad_field"),
        ("code\tname\tfrom_year\na\t甲\t早\n", "standards.bad_field"),
        ("code\tname\na\n", "standards.missing_field"),
        ("", "standards.missing_field"),
    ],
)
def test_wrong_rows(tmp_path: Path, rows: str, code: str) -> None:
    (tmp_path / "t.tsv").write_text(rows or "name\n甲\n", encoding="utf-8")
    with refused(code):
        table("rows: t.tsv\n", folder=tmp_path)


def test_asking_for_a_table_that_does_not_ship() -> None:
    with pytest.raises(ValueError, match="no code table"):
        load_table("colours")


@pytest.mark.parametrize("name", table_names())
def test_tables_that_ship(name: str) -> None:
    shipped = load_table(name)
    assert shipped.name == name
    assert shipped.entries
    assert all(entry.source for entry in shipped.entries if entry.verified)
    assert load_table(name) is shipped


def test_levels_are_those_of_the_region_codes() -> None:
    levels = load_table("administrative_levels")
    assert [(entry.code, entry.name) for entry in levels.entries] == [
        (level.value, level.label) for level in RegionLevel
    ]


def test_kinds_of_bodies_name_real_levels() -> None:
    kinds = load_table("body_kinds")
    levels = {level.value for level in RegionLevel}
    for entry in kinds.entries:
        assert set(entry.attributes["levels"].split()) <= levels, entry.code
    assert "town" not in kinds.get("standing_committee").attributes["levels"]
    assert {entry.name for entry in kinds.entries} >= {
        "党委",
        "人大",
        "人大常委会",
        "监察委",
        "法院",
        "检察院",
        "园区",
        "镇街",
    }


def test_regions_hang_where_their_codes_say() -> None:
    regions = load_table("regions")
    for entry in regions.entries:
        region = RegionCode(entry.code)
        assert (region.parent.code if region.parent else None) == entry.parent, entry.code


def test_provinces_and_guangdong() -> None:
    regions = load_table("regions")
    assert len(regions.children("100000")) == 34
    assert len(regions.children("440000")) == 21
    assert regions.get("440881").name == "廉江市"
    counties = [
        entry
        for entry in regions.entries
        if entry.code.startswith("44") and RegionCode(entry.code).level == "county"
    ]
    assert len(counties) == 122


def test_dongguan_is_a_city_directly_over_towns() -> None:
    under = load_table("regions").children("441900")
    kinds = [entry.attributes["kind"] for entry in under]
    assert (kinds.count("镇"), kinds.count("街道"), kinds.count("管理区")) == (28, 4, 4)
    assert all(not entry.verified for entry in under if entry.attributes["kind"] == "管理区")
    assert {RegionCode(entry.code).level for entry in under} == {RegionLevel.TOWN}


@pytest.mark.parametrize("name", ["expenditure_function", "expenditure_economic"])
def test_fiscal_subjects_hang_by_their_digits(name: str) -> None:
    for entry in load_table(name).entries:
        assert entry.parent == (entry.code[:-2] if len(entry.code) > 3 else None), entry.code


def test_observed_subjects_are_verified_and_hearsay_is_not() -> None:
    function = load_table("expenditure_function")
    assert function.get("2010301").verified
    assert not function.get("2010104").verified
    assert not function.is_complete


def test_refusals_name_the_table() -> None:
    with pytest.raises(RuleViolation) as caught:
        table("entries: [{code: a, name: 甲, parent: b}]")
    assert caught.value.place == "试验表"
