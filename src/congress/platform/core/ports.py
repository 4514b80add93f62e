"""The holes in the ground that higher modules fill: access decides and filters, audit records.

`decide` and `visible` may be used by every module, also below access. While a port is empty they raise: a platform
without access or audit does nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from congress.platform.core.actors import Actor
from congress.platform.core.subjects import Subject

M = TypeVar("M", bound=Model)


class NotPluggedIn(RuntimeError):
    """A command or a read came before access and audit stood ready."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Access's answer: allowed or not, why (Chinese, for the person), and whether a second person must agree."""

    allowed: bool
    reason: str = ""
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """How a model's rows attach to the world, as look-up paths from the model; access filters by it.

    `body` leads to the body a row belongs to ("self" for bodies), `owner` to the id of the account whose own record
    it is, `public` names field values under which a stranger may read. A model without any of them is the place's own:
    only a role held at the root of the tree reaches it.
    """

    body: str = ""
    owner: str = ""
    public: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line for the audit trail; `detail` holds ids, codes and digests only, never personal data."""

    at: datetime
    actor: Actor
    command: str
    permission: str
    outcome: str
    subject: Subject | None
    trace: UUID
    address: str = ""
    cause: str = ""
    reason: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    body: UUID | None = None


class AccessPort(Protocol):
    """What access offers the ground."""

    def decide(self, actor: Actor, verb: str, subject: Model | None, *, second_person: bool) -> Decision: ...

    def visible(self, queryset: QuerySet[M], actor: Actor, verb: str) -> QuerySet[M]: ...

    def verbs(self, actor: Actor) -> frozenset[str]: ...


class AuditPort(Protocol):
    """What audit offers the ground."""

    def record(self, entry: Entry) -> None: ...


_access: AccessPort | None = None
_audit: AuditPort | None = None


def plug_access(port: AccessPort | None) -> AccessPort | None:
    """Fill the access port; returns what was there before."""
    global _access
    before, _access = _access, port
    return before


def plug_audit(port: AuditPort | None) -> AuditPort | None:
    """Fill the audit port; returns what was there before."""
    global _audit
    before, _audit = _audit, port
    return before


def access() -> AccessPort:
    """The access port. Raises `NotPluggedIn` while it is empty."""
    if _access is None:
        raise NotPluggedIn("access is not plugged in")
    return _access


def audit() -> AuditPort:
    """The audit port. Raises `NotPluggedIn` while it is empty."""
    if _audit is None:
        raise NotPluggedIn("audit is not plugged in")
    return _audit


def decide(actor: Actor, verb: str, subject: Model | None = None, *, second_person: bool = False) -> Decision:
    """May this actor do this to that? `subject` None asks about the place as a whole."""
    return access().decide(actor, verb, subject, second_person=second_person)


def visible(queryset: QuerySet[M], actor: Actor, verb: str) -> QuerySet[M]:
    """The rows of a queryset on which the actor may use the verb; rows of open batches are never among them."""
    return access().visible(closed_rows(queryset), actor, verb)


def closed_rows(queryset: QuerySet[M]) -> QuerySet[M]:
    """Leave out rows that a long import has written but not yet handed over."""
    if getattr(queryset.model, "batched", False):
        return queryset.filter(Q(batch__isnull=True) | Q(batch__state="closed"))
    return queryset
