"""What the checks found and what nobody could read, each with a way to its place and, if there is one, a proposal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from congress.apps.performance.domain import Finding
from congress.apps.performance.domain.decisions import DecisionKind
from congress.apps.performance.presenters.review import anchor_of, name_of, place_word
from congress.apps.performance.selectors import Review, StoredCell
from congress.standards.indicators import performance_checks

TONES = {"R": "bad", "O": "warn", "Y": "warn", "B": "info"}
ICONS = {"bad": "danger", "warn": "warn", "info": "info"}
SEVERITIES = {"R": "严重", "O": "重要", "Y": "一般", "B": "提示"}
# Of a check that found more than so many, the first few are printed and the others come when they are asked for.
ALL_OF, FIRST_FEW = 12, 5
UNSOURCED = "（常用口径，未见条文）"


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """A correction to be taken over with one click: of which cell, to what, and in how many more."""

    name: str
    text: str
    more: int


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One line of what is wrong. `anchor` leads to the cell, `place` lights it up on both sides."""

    tone: str
    kind: str
    title: str
    text: str
    basis: str = ""
    place: str = ""
    anchor: str = ""
    proposal: ShownProposal | None = None
    key: str = ""
    remedy: str = ""
    check: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.tone]


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one check that are not printed with the page: how many, and which check to ask for."""

    title: str
    count: int
    check: str


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A finding that was decided about: what it says, what was decided, why, by whom, when."""

    id: int
    title: str
    text: str
    kind: str
    reason: str
    who: str
    at: datetime
    anchor: str


def shown_findings(review: Review) -> list[ShownFinding]:
    """Unreadable cells first, because they hold the table up, then the open findings, the worst first."""
    cells = {stored.cell.address: stored for stored in review.cells}
    undecided = [(key, each) for key, each in review.keyed.items() if key not in review.decisions]
    ordered = sorted(undecided, key=lambda each: "ROYB".index(each[1].severity))
    unread = [_unread(each.address, each.message, cells) for each in review.typed.unread]
    return [*unread, *(_shown(key, each, cells) for key, each in ordered)]


def summed_up(findings: list[ShownFinding], *, keep: str = "") -> tuple[list[ShownFinding], list[Alike]]:
    """What is printed with the page: of a check that found the same many times, the first few and how many more.

    The finding whose key is `keep` is printed in any case.
    """
    counts = Counter(each.check for each in findings)
    printed: Counter[str] = Counter()
    shown: list[ShownFinding] = []
    titles: dict[str, str] = {}
    for each in findings:
        titles.setdefault(each.check, each.title)
        is_first = printed[each.check] < FIRST_FEW
        if not each.check or counts[each.check] <= ALL_OF or is_first or (keep and each.key == keep):
            printed[each.check] += 1
            shown.append(each)
    left = {check: count - printed[check] for check, count in counts.items()}
    return shown, [Alike(titles[check], count, check) for check, count in left.items() if count]


def shown_decided(review: Review) -> list[ShownDecision]:
    """The findings that were decided about and still stand, the latest decision first."""
    known = {stored.cell.address for stored in review.cells}
    return [
        ShownDecision(
            id=decision.pk,
            title=performance_checks()[found.id].title,
            text=found.message,
            kind=DecisionKind(decision.kind).label,
            reason=decision.reason,
            who=review.people.get(decision.by, ""),
            at=decision.at,
            anchor=next((anchor_of(each) for each in found.addresses if each in known), ""),
        )
        for key, decision in reversed(review.decisions.items())
        if (found := review.keyed.get(key)) is not None
    ]


def _unread(address: str, message: str, cells: dict[str, StoredCell]) -> ShownFinding:
    stored = cells[address]
    return ShownFinding(
        tone="bad",
        kind="读不懂",
        title=name_of(stored.cell),
        text=f"{message} 提交前必须改好。",
        place=place_word(stored.cell.place),
        anchor=anchor_of(address),
    )


def _shown(key: str, finding: Finding, cells: dict[str, StoredCell]) -> ShownFinding:
    first = next((address for address in finding.addresses if address in cells), "")
    basis = finding.basis if finding.verified else f"{finding.basis}{UNSOURCED}"
    return ShownFinding(
        tone=TONES[finding.severity],
        kind=SEVERITIES[finding.severity],
        title=performance_checks()[finding.id].title,
        text=finding.message,
        basis=basis,
        place=place_word(cells[first].cell.place) if first else "",
        anchor=anchor_of(first) if first else "",
        proposal=_proposal(finding, cells),
        key=key,
        remedy=finding.remedy.label,
        check=finding.id,
    )


def _proposal(finding: Finding, cells: dict[str, StoredCell]) -> ShownProposal | None:
    if finding.proposal is None or finding.proposal.address not in cells:
        return None
    cell = cells[finding.proposal.address].cell
    more = sum(address in cells for address, _ in finding.proposal.also)
    return ShownProposal(name_of(cell), finding.proposal.text, more)
