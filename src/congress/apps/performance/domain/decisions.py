"""Decisions on findings: how a finding is known again, and what was decided about it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from congress.apps.performance.domain.checks.findings import Finding
from congress.standards.errors import RuleViolation

REASON_CHARACTERS: Final = 300


class DecisionKind(StrEnum):
    """What a person can say about a finding without mending it; an undo takes a decision back."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        """The decision as screens name it."""
        return _LABELS[self]


_LABELS = {
    DecisionKind.ACCEPTED: "已接受，留待处理",
    DecisionKind.DISMISSED: "不采纳",
    DecisionKind.UNDONE: "撤销处理意见",
}


def keyed(*, findings: Iterable[Finding], texts: Mapping[str, str]) -> dict[str, Finding]:
    """Findings by the key they are known by: check, case, addresses and the texts that stand there now.

    A changed text gives another key, so a decision never covers what nobody has seen. The sentence is no part of it:
    better words for the same fault leave a decision standing. Several findings of one case on the same cells are told
    apart by their order.
    """
    seen: Counter[str] = Counter()
    found: dict[str, Finding] = {}
    for finding in findings:
        about = [(address, texts.get(address, "")) for address in finding.addresses]
        same = json.dumps([finding.id, finding.case, about], ensure_ascii=False)
        seen[same] += 1
        found[hashlib.sha256(f"{same}#{seen[same]}".encode()).hexdigest()] = finding
    return found


def require_reason(*, kind: DecisionKind, reason: str) -> str:
    """The trimmed reason of a decision; raise when it is missing, too long, or the decision is none to be made."""
    if kind is DecisionKind.UNDONE:
        raise RuleViolation("performance.no_such_decision", "请选择“接受”或“不采纳”。", field="kind")
    if not reason.strip():
        raise RuleViolation(
            "performance.decision_unexplained",
            f"请写明{_WHY[kind]}，这段话会留在本表的记录里。",
            field="reason",
        )
    if len(reason.strip()) > REASON_CHARACTERS:
        raise RuleViolation(
            "performance.decision_too_long",
            f"理由不能超过 {REASON_CHARACTERS} 个字，现在有 {len(reason.strip())} 个字。请删减后再提交。",
            field="reason",
        )
    return reason.strip()


_WHY = {
    DecisionKind.ACCEPTED: "为什么先不改、打算什么时候改",
    DecisionKind.DISMISSED: "为什么不采纳",
}
