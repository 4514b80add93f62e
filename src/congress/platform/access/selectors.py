"""Reads of roles and grants: lists for administrators, and everybody's own answer to “why can I see this?”."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from congress.platform.access.contracts import Held, RoleInfo
from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.access.offered import offered_roles, permissions_for_people
from congress.platform.access.permissions import AccessPermission
from congress.platform.access.powers import grants_today
from congress.platform.core.actors import Actor, Person
from congress.platform.core.manifest import Permission
from congress.platform.core.ports import visible
from congress.platform.core.registry import manifest, owner_of, permissions
from congress.platform.organisation.api import body_infos


@dataclass(frozen=True, slots=True)
class PermissionGroup:
    """The permissions one module declares that roles may bundle."""

    module: str
    title: str
    permissions: tuple[Permission, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why somebody may or may not do one thing: through which of their roles, or which roles would allow it."""

    title: str
    module: str
    is_allowed: bool
    through: tuple[str, ...]
    roles_that_would: tuple[str, ...]


def roles(actor: Actor) -> QuerySet[Role]:
    """The roles an actor may look at, each with the number of its permissions and of grants that hold today."""
    holding = Q(grants__in=grants_today())
    counted = Role.objects.annotate(
        permission_count=Count("permissions", distinct=True),
        grant_count=Count("grants", filter=holding, distinct=True),
    )
    return visible(counted, actor, AccessPermission.READ)


def role_for(actor: Actor, role: UUID) -> Role | None:
    """One role an actor may look at."""
    return roles(actor).filter(pk=role).first()


def roles_for_choice(actor: Actor) -> list[tuple[str, str]]:
    """Roles in use, as choices of a form."""
    rows = visible(Role.objects.filter(is_retired=False), actor, AccessPermission.READ).order_by(
        "title", "pk"
    )
    return [(str(row.pk), row.title) for row in rows]


def grants(actor: Actor) -> QuerySet[Grant]:
    """The grants an actor may look at, also ended ones."""
    rows = Grant.objects.select_related("account", "role", "body")
    return visible(rows, actor, AccessPermission.READ)


def grant_for(actor: Actor, grant: UUID) -> Grant | None:
    """One grant an actor may look at."""
    return grants(actor).filter(pk=grant).first()


def grantable_permissions() -> list[PermissionGroup]:
    """What roles may bundle, by module."""
    listed: dict[str, list[Permission]] = {}
    for each in permissions_for_people():
        listed.setdefault(owner_of(each.code), []).append(each)
    return [PermissionGroup(name, str(manifest(name).title), tuple(found)) for name, found in listed.items()]


def held_by(account: UUID) -> list[Held]:
    """What an account holds today, with the titles of what it allows. Three queries."""
    codes = Prefetch("role__permissions", queryset=RolePermission.objects.order_by("code"))
    rows = grants_today().filter(account=account).select_related("role").prefetch_related(codes)
    ordered = list(rows.order_by("role__title", "pk"))
    names = {
        key: info.name
        for key, info in body_infos(ids=[row.body_id for row in ordered if row.body_id]).items()
    }
    return [_held(row, names) for row in ordered]


def own_roles(actor: Person) -> list[Held]:
    """What the person holds today."""
    allowed = visible(Grant.objects.filter(account=actor.account), actor, AccessPermission.OWN_ROLES)
    own = set(allowed.values_list("pk", flat=True))
    return [each for each in held_by(actor.account) if each.grant in own]


def why(actor: Person) -> list[Why]:
    """For every permission for people: do I hold it, through what, and else which roles would give it?"""
    through: dict[str, list[str]] = {}
    for held in held_by(actor.account):
        for code in held.permissions:
            through.setdefault(code, []).append(f"{held.role.title}（{place_in_words(held)}）")
    would: dict[str, list[str]] = {}
    in_use = RolePermission.objects.filter(role__is_retired=False).order_by("role__title")
    for code, title in in_use.values_list("code", "role__title"):
        would.setdefault(code, []).append(title)
    listed = [each for each in permissions().values() if each.anyone] + permissions_for_people()
    return [_why(each, through.get(each.code, []), would.get(each.code, [])) for each in listed]


def place_in_words(held: Held) -> str:
    """Where a role holds, as a person reads it."""
    where = held.body_name or "全地区"
    if held.body is not None and held.with_below:
        where += "及下级"
    return f"{where}，区划 {held.region_code}" if held.region_code else where


def codes_of(role: Role) -> set[str]:
    """The permission codes of a role."""
    return set(role.permissions.values_list("code", flat=True))


def titles_of(codes: Iterable[str]) -> list[str]:
    """The titles of permissions, with the code itself for one that no module declares any more."""
    known = permissions()
    return [str(known[code].title) if code in known else code for code in codes]


def roles_wait() -> bool:
    """Whether the manifests offer roles or permissions that this place has not taken over yet."""
    installed = dict(Role.objects.exclude(template="").values_list("template", "installed_codes"))
    return any(
        code not in installed or not set(offered.permissions) <= set(installed[code])
        for code, offered in offered_roles().items()
    )


def role_infos() -> list[RoleInfo]:
    """Every role in use."""
    return [info_of(row) for row in Role.objects.filter(is_retired=False).order_by("title", "pk")]


def info_of(role: Role) -> RoleInfo:
    """A role as it may leave the module."""
    return RoleInfo(role.pk, role.code, role.title, role.template, role.is_retired)


def _held(row: Grant, names: dict[UUID, str]) -> Held:
    return Held(
        grant=row.pk,
        role=info_of(row.role),
        body=row.body_id,
        body_name=names.get(row.body_id, "") if row.body_id else "",
        with_below=row.with_below,
        region_code=row.region_code,
        from_date=row.from_date,
        until_date=row.until_date,
        permissions=tuple(each.code for each in row.role.permissions.all()),
    )


def _why(permission: Permission, through: list[str], would: list[str]) -> Why:
    everybody = ["每个账号都有"] if permission.anyone else []
    return Why(
        title=str(permission.title),
        module=str(manifest(owner_of(permission.code)).title),
        is_allowed=bool(through or everybody),
        through=tuple(everybody + through),
        roles_that_would=tuple(would),
    )
