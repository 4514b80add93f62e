"""A rule violation carries a code, a sentence, a field and a place, each by itself."""

from __future__ import annotations

import pickle

import pytest

from congress.standards.errors import RuleViolation


def test_keeps_its_parts_apart() -> None:
    violation = RuleViolation("money.not_a_number", "请填写数字。", field="金额", place="第 3 行")
    assert (violation.code, violation.message) == ("money.not_a_number", "请填写数字。")
    assert (violation.field, violation.place) == ("金额", "第 3 行")
    assert str(violation) == "第 3 行：请填写数字。"


def test_reads_as_its_sentence_without_a_place() -> None:
    assert str(RuleViolation("money.blank", "请填写金额。")) == "请填写金额。"


@pytest.mark.parametrize(
    "code", ["", "money", "Money.blank", "money blank", "money..blank", ".blank", "钱.空"]
)
def test_refuses_a_code_that_is_not_dotted_english(code: str) -> None:
    with pytest.raises(ValueError, match="dotted code"):
        RuleViolation(code, "请填写金额。")


def test_refuses_silence() -> None:
    with pytest.raises(ValueError, match="message"):
        RuleViolation("money.blank", "  ")


def test_survives_pickling() -> None:
    # Worker processes hand violations back to their parent.
    back = pickle.loads(
        pickle.dumps(RuleViolation("money.blank", "请填写金额。", field="金额", place="第 1 行"))
    )
    assert (back.code, back.message, back.field, back.place) == (
        "money.blank",
        "请填写金额。",
        "金额",
        "第 1 行",
    )


def test_can_be_placed_later_by_whoever_knows_where_it_happened() -> None:
    found = RuleViolation("money.blank", "请填写金额。").located(field="金额", place="第 3 行")
    assert (found.field, found.place) == ("金额", "第 3 行")
    again = found.located(place="第 4 行")
    assert (again.field, again.place) == ("金额", "第 4 行")
    assert (found.located().field, found.located().place) == ("金额", "第 3 行")
