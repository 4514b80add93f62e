"""Knowledge files are read strictly, and every fault is said with its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from congress.standards.errors import RuleViolation
from congress.standards.tests.refusals import refusal, refused
from congress.standards.yaml_files import Fields, read_yaml, read_yaml_text

TEXT = """
name: 甲
code: "0100"
amount: 3
verified: true
day: 2026-03-01
days: [2026-03-01, 2026-03-02]
names: [甲, 乙]
part: {name: 乙}
parts:
  - {name: 丙}
  - {name: 丁}
nothing:
"""


def fields(text: str = TEXT) -> Fields:
    """The fields of a file."""
    return read_yaml_text(text, place="文件")


def test_every_kind_of_field() -> None:
    read = fields()
    assert (read.text("name"), read.text("code"), read.whole("amount")) == ("甲", "0100", 3)
    assert read.flag("verified")
    assert read.day("day") == date(2026, 3, 1)
    assert read.days("days") == (date(2026, 3, 1), date(2026, 3, 2))
    assert read.texts("names") == ("甲", "乙")
    assert read.part("part").text("name") == "乙"
    assert [part.text("name") for part in read.parts("parts")] == ["丙", "丁"]
    assert read.mapping("part") == {"name": "乙"}
    assert read.one_of("name", ["甲", "乙"]) == "甲"


def test_what_may_be_missing() -> None:
    read = fields()
    assert read.text_or_none("nothing") is None
    assert read.text_or_none("name") == "甲"
    assert read.whole_or_none("none") is None
    assert read.whole_or_none("amount") == 3
    assert read.day_or_none("none") is None
    assert read.day_or_none("day") == date(2026, 3, 1)
    assert read.flag_or("none", True) is True
    assert read.flag_or("verified", False) is True
    assert read.part_or_none("none") is None
    assert read.part_or_none("part") is not None
    assert [*read.days("none"), *read.texts("none"), *read.parts("none")] == []


def test_a_misspelt_field_is_not_overlooked() -> None:
    read = fields("{name: 甲, verifed: true}")
    read.text("name")
    fault = refusal(read.finish)
    assert (fault.code, fault.place) == ("standards.unknown_field", "文件")
    assert "verifed" in fault.message
    read.flag("verifed")
    read.finish()


@pytest.mark.parametrize(
    "act",
    [
        lambda read: read.text("amount"),
        lambda read: read.text("day"),
        lambda read: read.whole("verified"),
        lambda read: read.whole("name"),
        lambda read: read.flag("name"),
        lambda read: read.day("name"),
        lambda read: read.texts("name"),
        lambda read: read.texts("days"),
        lambda read: read.one_of("name", ["乙"]),
    ],
)
def test_wrong_kinds(act: Callable[[Fields], object]) -> None:
    fault = refusal(lambda: act(fields()))
    assert fault.code == "standards.bad_field"
    assert fault.place is not None
    assert fault.place.startswith("文件")


def test_a_time_of_day_is_no_date() -> None:
    with refused("standards.bad_field"):
        fields("day: 2026-03-01 08:00:00").day("day")
    with refused("standards.bad_field"):
        Fields({"day": datetime(2026, 3, 1, tzinfo=UTC)}, place="文件").day("day")


def test_words_stay_words_and_only_plain_numbers_are_numbers() -> None:
    read = fields("{on: 甲, a: no, b: 12:30, c: 0100, d: 0.1, e: 1_000, f: ~}")
    assert [read.text(key) for key in ("on", "a", "b", "c", "d", "e", "f")] == [
        "甲",
        "no",
        "12:30",
        "0100",
        "0.1",
        "1_000",
        "~",
    ]
    assert fields("{a: -5, b: 0}").whole("a") == -5
    with refused("standards.bad_field"):
        fields("code: 441900").text("code")


def test_blank_text_is_no_text() -> None:
    with refused("standards.bad_field"):
        fields("name: '  '").text("name")


def test_missing_fields_name_themselves() -> None:
    fault = refusal(lambda: fields().text("law"))
    assert (fault.code, fault.field) == ("standards.missing_field", "law")


def test_places_lead_to_the_entry() -> None:
    second = fields().parts("parts")[1]
    assert second.place == "文件·parts·第 2 项"
    assert second.refuse("name", "不好").place == second.place


@pytest.mark.parametrize("text", ["", "- 甲", "1: 甲", "甲"])
def test_the_top_is_a_mapping(text: str) -> None:
    with refused("standards.not_a_mapping"):
        fields(text)


@pytest.mark.parametrize(
    "text",
    [
        "name: 甲\nname: 乙",
        "name: [甲",
        "a: b: c",
        "day: 2026-13-45",
        "name: \x07",
        "? {a: 1}\n: 2",
        "a: !!python/name:os.system",
    ],
)
def test_files_that_are_no_yaml(text: str) -> None:
    fault = refusal(lambda: fields(text))
    assert (fault.code, fault.place) == ("standards.bad_yaml", "文件")


def test_double_keys_are_said_with_their_line() -> None:
    assert "第 2 行" in refusal(lambda: fields("name: 甲\nname: 乙")).message


def test_files_are_named_in_faults(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text("name: 甲", encoding="utf-8")
    assert read_yaml(path).text("name") == "甲"
    with pytest.raises(RuleViolation) as caught:
        read_yaml(path).text("law")
    assert caught.value.place == "rules.yaml"
