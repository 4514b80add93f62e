"""Evidence (佐证材料): files on a unit's rows, added and removed while the unit may fill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.rounds import RoundKind, require_fillable, require_round_open
from congress.apps.performance.models import Evidence, RoundRow, RoundUnit
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.services.duties import Duty
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.documents.api import TakenIn, store_file
from congress.standards.errors import RuleViolation

MOST_IN_ROW = 30
LONGEST_TITLE = 200


@command("performance.attach_evidence", permission=PerformancePermission.FILL, target=RoundUnit)
def attach_evidence(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    row: UUID,
    files: Sequence[TakenIn],
    title: str = "",
    act: Act[RoundUnit] = DOOR,
) -> int:
    """Put files on one of the unit's rows (添加佐证材料). `title` names them; without one each is called as its file.

    The same bytes are put on a row once. Returns how many came in.
    """
    found = _row(act, row)
    if len(title.strip()) > LONGEST_TITLE:
        raise RuleViolation(
            "performance.evidence_title", f"材料名称太长，请控制在 {LONGEST_TITLE} 个字以内。", field="title"
        )
    there = list(found.evidence.select_related("file"))
    known = {each.file.digest for each in there if each.removed_at is None}
    new = [taken for taken in files if taken.digest not in known]
    if not new:
        raise RuleViolation(
            "performance.evidence_twice", "这份材料已经在这一行里了，不用重复上传。", field="file"
        )
    if len(known) + len(new) > MOST_IN_ROW:
        raise RuleViolation(
            "performance.evidence_too_many",
            f"一个指标最多放 {MOST_IN_ROW} 份材料，请合并成一个 PDF 再上传。",
            field="file",
        )
    for number, taken in enumerate(new, start=len(there) + 1):
        file = store_file(act, taken=taken, body=act.target.unit_id)
        Evidence(
            row=found,
            number=number,
            title=title.strip() or taken.name[:LONGEST_TITLE],
            file=file,
            added_by=actor.account,
            added_at=at,
        ).save(force_insert=True)
    act.note(row=str(row), files=len(new))
    return len(new)


@command("performance.remove_evidence", permission=PerformancePermission.FILL, target=RoundUnit)
def remove_evidence(
    *, actor: Person, at: datetime, target: UUID, evidence: UUID, act: Act[RoundUnit] = DOOR
) -> UUID:
    """Take a file off a row (移除佐证材料); that it was there is kept. Returns the row's id."""
    found = Evidence.objects.filter(row__unit=act.target, pk=evidence).select_related("row").first()
    if found is None:
        raise RuleViolation("performance.no_such_evidence", "没有找到这份材料，请刷新页面后再试。")
    _row(act, found.row_id)
    if found.removed_at is None:
        found.removed_at, found.removed_by = at, actor.account
        found.save(update_fields=["removed_at", "removed_by"])
    act.note(evidence=str(evidence))
    return found.row_id


def _row(act: Act[RoundUnit], row: UUID) -> RoundRow:
    part = act.target
    act.body = part.unit_id
    require_round_open(state=part.round.stands_at)
    Duty(act, part).require_unit_in_use()
    require_fillable(state=part.stands_at)
    if part.round.asks_for is RoundKind.TARGETS:
        raise RuleViolation("performance.no_evidence_for_targets", "征集指标值不需要佐证材料。")
    found = part.rows.filter(pk=row).first()
    if found is None:
        raise RuleViolation(
            "performance.not_own_row", "这一行不是本单位的指标，不能添加材料。请刷新页面后再试。"
        )
    return found
