"""A finding is known again by its check, its case, its cells and what stands in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from congress.apps.performance.domain.checks.findings import Finding
from congress.apps.performance.domain.decisions import (
    REASON_CHARACTERS,
    DecisionKind,
    keyed,
    require_reason,
)
from congress.standards.errors import RuleViolation
from congress.standards.indicators import Touch

TEXTS = {"money.fiscal": "180.00", "money.basic": "100.00"}
FOUND = Finding(
    id="PQ21",
    case="unequal",
    severity="R",
    addresses=("money.fiscal", "money.basic"),
    message="相差 30.00 万元。",
    basis="",
    verified=True,
    touches=Touch.MONEY,
)


def key_of(finding: Finding = FOUND, texts: dict[str, str] | None = None) -> str:
    (key,) = keyed(findings=[finding], texts=TEXTS if texts is None else texts)
    return key


def test_the_same_finding_keeps_its_key_also_in_better_words() -> None:
    assert key_of() == key_of(replace(FOUND, message="换一种说法。"))


@pytest.mark.parametrize(
    "other",
    [
        replace(FOUND, id="PQ20"),
        replace(FOUND, case="rounding"),
        replace(FOUND, addresses=("money.fiscal",)),
    ],
)
def test_another_check_case_or_place_is_another_finding(other: Finding) -> None:
    assert key_of(other) != key_of()


def test_a_changed_cell_brings_the_finding_back() -> None:
    assert key_of(texts={**TEXTS, "money.basic": "100.5"}) != key_of()
    assert key_of(texts={**TEXTS, "money.other": "7"}) == key_of()
    assert len(key_of(texts={})) == 64


def test_two_findings_of_one_case_in_one_cell_are_told_apart() -> None:
    one, other = FOUND, replace(FOUND, message="另一处。")
    found = keyed(findings=[one, other], texts=TEXTS)
    assert list(found.values()) == [one, other]
    assert keyed(findings=[one, other], texts=TEXTS) == found


@pytest.mark.parametrize(
    ("kind", "reason", "says"),
    [
        (DecisionKind.ACCEPTED, " ", "打算什么时候改"),
        (DecisionKind.DISMISSED, "", "为什么不采纳"),
        (DecisionKind.ACCEPTED, "长" * (REASON_CHARACTERS + 1), "不能超过 300 个字"),
        (DecisionKind.UNDONE, "理由", "请选择"),
    ],
)
def test_a_decision_says_why(kind: DecisionKind, reason: str, says: str) -> None:
    with pytest.raises(RuleViolation, match=says):
        require_reason(kind=kind, reason=reason)


def test_a_reason_is_trimmed() -> None:
    assert require_reason(kind=DecisionKind.ACCEPTED, reason=" 留待下年 ") == "留待下年"
    assert {kind.label for kind in DecisionKind} == {"已接受，留待处理", "不采纳", "撤销处理意见"}
