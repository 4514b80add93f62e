"""Writing the trail: one row for each act, in the act's own transaction."""

from __future__ import annotations

import re
from typing import Any

from congress.platform.audit.leaves import chosen_algorithm, leaf_of
from congress.platform.audit.models import AuditRow
from congress.platform.core.guard import unguarded
from congress.platform.core.ports import Entry

# neither database keeps all of these; a trail that refused them would refuse the act
_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class Trail:
    """Fills the ground's audit port."""

    def record(self, entry: Entry) -> None:
        """Append one row with its final leaf digest."""
        subject = entry.subject
        row = AuditRow(
            at=entry.at,
            actor_kind=entry.actor.key.partition(":")[0],
            actor=_text("actor", entry.actor.key),
            command=_text("command", entry.command),
            permission=_text("permission", str(entry.permission)),
            outcome=entry.outcome,
            object_kind=_text("object_kind", subject.kind) if subject else "",
            object_id=subject.id if subject else None,
            object_title=_text("object_title", subject.title) if subject else "",
            body=entry.body,
            address=_text("address", entry.address),
            trace=entry.trace,
            cause=_text("cause", entry.cause),
            reason=_text("reason", entry.reason),
            detail=_kept(entry.detail),
            algorithm=chosen_algorithm(),
        )
        row.leaf = leaf_of(row)
        with unguarded("audit"):
            row.save(force_insert=True)


def _text(field: str, value: str) -> str:
    """A text as both databases keep it, no longer than its column."""
    limit: int = getattr(AuditRow._meta.get_field(field), "max_length")  # noqa: B009  (relations have none)
    return _UNKEPT.sub("\ufffd", value)[:limit]


def _kept(value: Any) -> Any:
    """Detail as both databases give it back: texts, whole numbers, yes and no, nothing; lists and mappings of them.

    Raises `TypeError` for anything else: a digest over it would differ after reading.
    """
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return _UNKEPT.sub("\ufffd", value)
    if isinstance(value, (list, tuple)):
        return [_kept(each) for each in value]
    if isinstance(value, dict):
        return {_kept(str(key)): _kept(each) for key, each in value.items()}
    raise TypeError(f"the audit trail cannot keep a {type(value).__name__}")
