"""The life of a table in the office: 经办 prepares, another person 复核, a third one 签发, then it is published."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from uuid import UUID

from congress.apps.performance.domain.checks.findings import Finding
from congress.standards.errors import RuleViolation

WORD_CHARACTERS: Final = 500


class TableState(StrEnum):
    """Where a table stands. Corrections are possible while it is in preparation or was returned."""

    PREPARING = "preparing"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    ISSUED = "issued"
    PUBLISHING = "publishing"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        """The state as screens name it."""
        return _LABELS[self]

    @property
    def tone(self) -> str:
        """The tone of its mark."""
        return _TONES[self]


_LABELS = {
    TableState.PREPARING: "经办中",
    TableState.IN_REVIEW: "待复核",
    TableState.RETURNED: "已退回",
    TableState.APPROVED: "待签发",
    TableState.ISSUED: "已签发",
    TableState.PUBLISHING: "正在生成公开文件",
    TableState.PUBLISHED: "已公开",
}
_TONES = {
    TableState.PREPARING: "neutral",
    TableState.IN_REVIEW: "info",
    TableState.RETURNED: "warn",
    TableState.APPROVED: "info",
    TableState.ISSUED: "good",
    TableState.PUBLISHING: "info",
    TableState.PUBLISHED: "good",
}

EDITABLE = frozenset({TableState.PREPARING, TableState.RETURNED})


class MoveKind(StrEnum):
    """The steps a table can take."""

    SUBMITTED = "submitted"
    RECALLED = "recalled"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHHELD = "withheld"
    ISSUED = "issued"
    PUBLISHED = "published"
    REOPENED = "reopened"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The step as the table's page names it."""
        return _MOVE_LABELS[self]

    @property
    def needs_word(self) -> bool:
        """Whether whoever takes the step must say why: it sends the table back."""
        return self in (MoveKind.RETURNED, MoveKind.WITHHELD, MoveKind.REOPENED)


_MOVE_LABELS = {
    MoveKind.SUBMITTED: "提交复核",
    MoveKind.RECALLED: "撤回提交",
    MoveKind.RETURNED: "复核人退回",
    MoveKind.APPROVED: "复核通过",
    MoveKind.WITHHELD: "签发人退回",
    MoveKind.ISSUED: "签发",
    MoveKind.PUBLISHED: "公开",
    MoveKind.REOPENED: "开始更正",
    MoveKind.CLOSED: "取消更正",
}


def require_editable(*, state: TableState) -> None:
    """Raise unless cells may be corrected now."""
    if state not in EDITABLE:
        raise RuleViolation(
            "performance.not_editable", f"本表目前是“{state.label}”，不能修改。需要修改时，请复核人先退回。"
        )


def require_state(*, state: TableState, wanted: TableState, act: str) -> None:
    """Raise unless the table stands where an act needs it."""
    if state is not wanted:
        raise RuleViolation(
            "performance.wrong_state",
            f"本表目前是“{state.label}”，不能{act}。可能已有人处理过，请刷新页面查看。",
        )


def require_explained(*, findings: Iterable[Finding], unread: int, note: str) -> None:
    """Raise when a table goes to review with cells nobody could read, or with red findings and no word about them.

    `findings` are those nobody has decided about.
    """
    if unread:
        raise RuleViolation(
            "performance.unread_cells",
            f"还有 {unread} 处内容读不懂，请先逐处改好，再提交复核。",
            field="note",
        )
    red = [each for each in findings if each.severity == "R"]
    if red and not note.strip():
        raise RuleViolation(
            "performance.unexplained",
            f"还有 {len(red)} 处严重问题没有改。请改好，或逐条写明处理意见，或在“提交说明”中写明原因，再提交复核。",
            field="note",
        )


def require_word(*, kind: MoveKind, word: str) -> str:
    """The trimmed reason of a step that sends a table back; raise when there is none."""
    if kind.needs_word and not word.strip():
        raise RuleViolation("performance.reason_needed", _NO_WORD[kind], field="reason")
    return word.strip()[:WORD_CHARACTERS]


_NO_WORD = {
    MoveKind.RETURNED: "请写明退回的原因，方便经办人修改。",
    MoveKind.WITHHELD: "请写明退回的原因，方便经办人修改。",
    MoveKind.REOPENED: "请写明更正的原因。更正后重新公开时，公众会看到这段话。",
}


def require_other_person(*, preparers: Iterable[UUID], reviewer: UUID) -> None:
    """Raise when someone would review what they prepared or corrected themselves."""
    if reviewer in set(preparers):
        raise RuleViolation(
            "performance.same_person", "您参与了本表的经办，不能由您复核。请换一位有复核权限的同事办理。"
        )


def require_third_person(*, preparers: Iterable[UUID], reviewer: UUID | None, issuer: UUID) -> None:
    """Raise when someone would issue what they prepared or reviewed themselves."""
    if issuer in set(preparers):
        raise RuleViolation(
            "performance.same_person", "您参与了本表的经办，不能由您签发。请换一位有签发权限的同事办理。"
        )
    if issuer == reviewer:
        raise RuleViolation(
            "performance.same_person", "本表由您复核，不能再由您签发。请换一位有签发权限的同事办理。"
        )
