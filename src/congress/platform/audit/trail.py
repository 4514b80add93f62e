"""Writing the trail: one row for each act, in the act's own transaction."""

from __future__ import annotations

from congress.platform.audit.leaves import leaf_of
from congress.platform.audit.models import AuditRow
from congress.platform.core.guard import unguarded
from congress.platform.core.ports import Entry

TITLE_LIMIT = 300


class Trail:
    """Fills the ground's audit port."""

    def record(self, entry: Entry) -> None:
        """Append one row with its final leaf digest."""
        subject = entry.subject
        row = AuditRow(
            at=entry.at,
            actor_kind=entry.actor.key.partition(":")[0],
            actor=entry.actor.key,
            command=entry.command,
            permission=str(entry.permission),
            outcome=entry.outcome,
            object_kind=subject.kind if subject else "",
            object_id=subject.id if subject else None,
            object_title=subject.title[:TITLE_LIMIT] if subject else "",
            body=entry.body,
            address=entry.address,
            trace=entry.trace,
            cause=entry.cause,
            reason=entry.reason,
            detail=entry.detail,
        )
        row.leaf = leaf_of(row)
        with unguarded("audit"):
            row.save(force_insert=True)
