"""The door of access: taking over offered roles, granting by code, and who holds what."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from congress.platform.access import powers, selectors, services
from congress.platform.access.contracts import Held, RoleInfo
from congress.platform.access.models import Role
from congress.platform.core import clock
from congress.platform.core.actors import Actor, System
from congress.platform.organisation.api import body_infos
from congress.standards.errors import RuleViolation

__all__ = ["accounts_holding", "grant_role", "held_by", "install_roles", "roles", "roles_wait"]


def install_roles(*, at: datetime) -> int:
    """Bring the roles that modules offer into the place; to be called after every migration.

    Does nothing, and leaves no trace, where there is nothing new. Returns how many permissions were added.
    """
    if not selectors.roles_wait():
        return 0
    return services.install_roles(actor=System("console"), at=at)


def roles_wait() -> bool:
    """Whether the manifests offer roles or permissions that this place has not taken over yet. One query."""
    return selectors.roles_wait()


def grant_role(
    *,
    actor: Actor,
    at: datetime,
    account: UUID,
    role_code: str,
    body: UUID | None = None,
    with_below: bool = True,
    from_date: date | None = None,
    until_date: date | None = None,
) -> UUID:
    """Give an account the role of a code in a body, or in the whole place without one. From today on, if not said.

    Raises `Refused`, and `RuleViolation` (`access.no_role`, `access.no_account`, …).
    """
    role = Role.objects.filter(code=role_code).first()
    if role is None:
        raise RuleViolation("access.no_role", f"没有编码为“{role_code}”的角色，请先装入预置角色。")
    start = from_date or clock.local_day(at)
    if body is None:
        return services.grant_role_everywhere(
            actor=actor, at=at, account=account, role=role.pk, from_date=start, until_date=until_date
        )
    return services.grant_role(
        actor=actor,
        at=at,
        target=body,
        account=account,
        role=role.pk,
        from_date=start,
        until_date=until_date,
        with_below=with_below,
    )


def held_by(*, account: UUID) -> list[Held]:
    """What an account holds today: roles, where, until when, and the codes of what they allow."""
    return selectors.held_by(account)


def roles() -> list[RoleInfo]:
    """Every role in use, by title. One query."""
    return selectors.role_infos()


def accounts_holding(*, verb: str, body: UUID | None = None) -> set[UUID]:
    """The active accounts that hold a verb today on what belongs to a body; without one, in the whole place."""
    if body is None:
        return powers.accounts_everywhere(verb)
    info = body_infos(ids=[body]).get(body)
    return powers.accounts_holding(verb, info.path, info.region_code) if info else set()
