"""Who may take which step, and when a word is needed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from congress.apps.performance.domain.lifecycle import (
    EDITABLE,
    MoveKind,
    TableState,
    require_editable,
    require_other_person,
    require_state,
    require_third_person,
    require_word,
)
from congress.standards.errors import RuleViolation

CLERK, REVIEWER, ISSUER = uuid4(), uuid4(), uuid4()


def test_states_and_steps_have_words() -> None:
    assert [state.label for state in TableState] == [
        "经办中",
        "待复核",
        "已退回",
        "待签发",
        "已签发",
        "正在生成公开文件",
        "已公开",
    ]
    assert {state.tone for state in TableState} <= {"neutral", "info", "warn", "good"}
    assert all(kind.label for kind in MoveKind)


def test_cells_change_while_the_table_lies_with_whoever_prepares_it() -> None:
    for state in TableState:
        if state in EDITABLE:
            require_editable(state=state)
            continue
        with pytest.raises(RuleViolation, match="不能修改"):
            require_editable(state=state)


def test_a_step_needs_its_state() -> None:
    require_state(state=TableState.APPROVED, wanted=TableState.APPROVED, act="签发")
    with pytest.raises(RuleViolation, match="目前是“已签发”，不能签发"):
        require_state(state=TableState.ISSUED, wanted=TableState.APPROVED, act="签发")


@pytest.mark.parametrize("kind", list(MoveKind))
def test_going_back_needs_a_word(kind: MoveKind) -> None:
    assert require_word(kind=kind, word=" 有错 ") == "有错"
    if not kind.needs_word:
        assert require_word(kind=kind, word=" ") == ""
        return
    with pytest.raises(RuleViolation, match="原因"):
        require_word(kind=kind, word=" ")


def test_a_word_is_cut_at_what_the_record_holds() -> None:
    assert len(require_word(kind=MoveKind.RETURNED, word="长" * 600)) == 500


def test_three_people() -> None:
    require_other_person(preparers=[CLERK], reviewer=REVIEWER)
    require_third_person(preparers=[CLERK], reviewer=REVIEWER, issuer=ISSUER)
    with pytest.raises(RuleViolation, match="不能由您复核"):
        require_other_person(preparers=[CLERK], reviewer=CLERK)
    with pytest.raises(RuleViolation, match="不能由您签发"):
        require_third_person(preparers=[CLERK], reviewer=REVIEWER, issuer=CLERK)
    with pytest.raises(RuleViolation, match="由您复核"):
        require_third_person(preparers=[CLERK], reviewer=REVIEWER, issuer=REVIEWER)
