"""The one rule: what an actor may do, and to which rows. Pages, commands, search, exports and counts all ask here.

Access is the only module below the views that reads the clock: a grant holds from a day to a day, and every question
is about today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from congress.platform.access.models import Grant
from congress.platform.core import clock
from congress.platform.core.actors import Actor, Person, Public, System
from congress.platform.core.manifest import Permission
from congress.platform.core.ports import Decision, Scope, closed_rows
from congress.platform.core.registry import permissions

M = TypeVar("M", bound=Model)

EVERY_ROW = Q(pk__isnull=False)  # an empty Q would vanish when it is joined with another by "or"

NO_ROLE = "您没有这项操作的权限。如工作需要，请联系本单位管理员。"
UNDECLARED = "这项操作没有登记权限，不能执行。"
OUT_OF_SCOPE = "这项内容不在您的工作范围内。如工作需要，请联系本单位管理员。"


@dataclass(frozen=True, slots=True)
class Power:
    """One grant of a verb: the part of the tree it reaches. An empty path is the whole place."""

    path: str
    with_below: bool
    region_code: str

    def rows(self, lookup: str) -> Q:
        """The condition on rows whose body is found by `lookup` ("" when the rows are bodies themselves)."""
        prefix = f"{lookup}__" if lookup else ""
        condition = Q()
        if self.path:
            condition &= Q(**{f"{prefix}path__startswith" if self.with_below else f"{prefix}path": self.path})
        if self.region_code:
            condition &= Q(**{f"{prefix}region_code__startswith": self.region_code})
        return condition

    @property
    def is_everywhere(self) -> bool:
        return not self.path and not self.region_code

    def covers(self, other: Power) -> bool:
        """Whether whatever the other reaches, this one reaches too."""
        if not other.region_code.startswith(self.region_code):
            return False
        if not self.path:
            return True
        if self.with_below:
            return other.path.startswith(self.path)
        return other.path == self.path and not other.with_below


class Access:
    """Fills the ground's access port. What is not allowed by a rule here is refused."""

    def decide(self, actor: Actor, verb: str, subject: Model | None, *, second_person: bool) -> Decision:
        """May the actor use the verb on the subject (None: on the place as a whole)?"""
        declared = permissions().get(str(verb))
        if declared is None:
            return Decision(False, UNDECLARED)
        if subject is not None:
            row = closed_rows(type(subject)._default_manager.filter(pk=subject.pk))
            seen = self.visible(row, actor, verb).exists()
            allowed, reason = seen, OUT_OF_SCOPE
        else:
            allowed, reason = _may_at_all(actor, declared), NO_ROLE
        hold = allowed and second_person and isinstance(actor, Person)
        return Decision(allowed, "" if allowed else reason, hold=hold)

    def visible(self, queryset: QuerySet[M], actor: Actor, verb: str) -> QuerySet[M]:
        """The rows on which the actor may use the verb, filtered in the query itself."""
        declared = permissions().get(str(verb))
        if declared is None:
            return queryset.none()
        if isinstance(actor, System):
            return queryset if actor.job in declared.systems else queryset.none()
        scope: Scope = getattr(queryset.model, "scope", Scope())
        condition = _public_rows(declared, scope)
        if isinstance(actor, Person):
            own = _rows_of(actor, declared, scope)
            condition = own if condition is None else (condition if own is None else condition | own)
        return queryset.none() if condition is None else queryset.filter(condition)

    def verbs(self, actor: Actor) -> frozenset[str]:
        """Every verb the actor holds anywhere."""
        return verbs_of(actor.account) if isinstance(actor, Person) else frozenset()


def powers(account: UUID, verb: str) -> list[Power]:
    """Where an account holds a verb today. One query."""
    rows = (
        grants_today()
        .filter(account=account, role__permissions__code=str(verb))
        .values_list("body__path", "with_below", "region_code")
    )
    return [Power(path or "", with_below, region) for path, with_below, region in rows]


def verbs_of(account: UUID) -> frozenset[str]:
    """Every verb an account holds anywhere today; for menus. One query."""
    held = grants_today().filter(account=account).values_list("role__permissions__code", flat=True)
    everyone = {each.code for each in permissions().values() if each.anyone}
    return frozenset({str(code) for code in held if code} | {str(code) for code in everyone})


def grants_today() -> QuerySet[Grant]:
    """The grants that hold today."""
    return running_grants(clock.today())


def running_grants(day: date) -> QuerySet[Grant]:
    """The grants that hold on a day: not ended, of active accounts and of roles in use."""
    return Grant.objects.filter(
        Q(until_date__isnull=True) | Q(until_date__gte=day),
        account__state="active",
        role__is_retired=False,
        from_date__lte=day,
        ended_at__isnull=True,
    )


def _may_at_all(actor: Actor, declared: Permission) -> bool:
    if isinstance(actor, System):
        return actor.job in declared.systems
    if isinstance(actor, Person):
        if declared.anyone:
            return _is_active(actor)
        held = powers(actor.account, declared.code)
        return bool(held) if declared.anywhere else any(power.is_everywhere for power in held)
    return isinstance(actor, Public) and declared.public


def _public_rows(declared: Permission, scope: Scope) -> Q | None:
    return Q(**scope.public) if declared.public and scope.public else None


def _rows_of(actor: Person, declared: Permission, scope: Scope) -> Q | None:
    """The condition for a person's rows, None when there can be none."""
    held = powers(actor.account, declared.code)
    conditions: list[Q] = []
    if scope.owner and (held or (declared.anyone and _is_active(actor))):
        conditions.append(Q(**{scope.owner: actor.account}))
    if any(power.is_everywhere for power in held):
        return EVERY_ROW
    if scope.body:
        lookup = "" if scope.body == "self" else scope.body
        conditions += [power.rows(lookup) for power in held]
    elif not scope.owner and declared.anywhere and held:
        return EVERY_ROW
    if not conditions:
        return None
    combined = conditions[0]
    for each in conditions[1:]:
        combined |= each
    return combined


def _is_active(actor: Person) -> bool:
    accounts: Any = Grant._meta.get_field("account").related_model
    return bool(accounts.objects.filter(pk=actor.account, state="active").exists())


def accounts_everywhere(verb: str) -> set[UUID]:
    """The accounts that hold a verb in the whole place today. One query."""
    held = grants_today().filter(body__isnull=True, region_code="", role__permissions__code=str(verb))
    return set(held.values_list("account_id", flat=True))


def accounts_holding(verb: str, path: str, region_code: str) -> set[UUID]:
    """The accounts that hold a verb today on what belongs to a body of that path and region. One query."""
    rows = (
        grants_today()
        .filter(role__permissions__code=str(verb))
        .values_list("account_id", "body__path", "with_below", "region_code")
    )
    wanted = Power(path, False, region_code)
    return {
        account
        for account, held, below, region in rows
        if Power(held or "", below or not held, region).covers(wanted)
    }
