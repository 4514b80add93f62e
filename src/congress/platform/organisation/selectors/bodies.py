"""Reading the tree."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from congress.platform.core.actors import Actor
from congress.platform.core.ports import closed_rows, visible
from congress.platform.core.refusals import Refused
from congress.platform.organisation.contracts import BodyInfo
from congress.platform.organisation.domain import WIDTH, depth_of
from congress.platform.organisation.models import Body, Holding, Mandate
from congress.platform.organisation.permissions import OrganisationPermission as P

NOT_THERE = "没有找到这个机构，或者您没有权限。"


def bodies(*, actor: Actor, verb: str = P.READ) -> QuerySet[Body]:
    """The bodies on which an actor may use a verb."""
    return visible(Body.objects.all(), actor, verb)


def body_for(*, actor: Actor, body: UUID, verb: str = P.READ) -> Body:
    """A body with its parent, on which the actor may use a verb. Raises `Refused`."""
    found = bodies(actor=actor, verb=verb).select_related("parent", "batch").filter(pk=body).first()
    if found is None:
        raise Refused(permission=verb, reason=NOT_THERE)
    return found


def body_in_scope(*, actor: Actor, body: UUID, verb: str) -> Body:
    """A body on which the actor may use a verb, for use inside a command. Raises `Refused`."""
    found = visible(Body.objects.filter(pk=body), actor, verb).first()
    if found is None:
        raise Refused(permission=verb, reason=NOT_THERE)
    return found


def above(seen: QuerySet[Body], body: Body) -> list[Body]:
    """Those of the bodies an actor sees that stand on the way from the root down to a body. One query."""
    paths = [body.path[:end] for end in range(WIDTH, len(body.path), WIDTH)]
    return list(seen.filter(path__in=paths).order_by("path")) if paths else []


def in_use(actor: Actor, verb: str) -> list[BodyInfo]:
    """The bodies in use on which an actor may use a verb, in the order of the tree."""
    rows = visible(Body.objects.filter(active_until__isnull=True), actor, verb)
    return [info_of(row) for row in in_tree_order(rows)]


@dataclass(slots=True)
class Branch:
    """A body and what stands below it, as far as it was asked for."""

    body: Body
    children: list[Branch]


def shape_of(rows: Iterable[Body]) -> list[Branch]:
    """Bodies as trees, siblings by their order; a body whose parent is not among them begins a tree of its own."""
    branches = {row.path: Branch(row, []) for row in rows}
    tops: list[Branch] = []
    for path, branch in sorted(branches.items()):
        above = _nearest(path, branches)
        (above.children if above is not None else tops).append(branch)
    for branch in branches.values():
        branch.children.sort(key=_place)
    return sorted(tops, key=lambda branch: (depth_of(branch.body.path), *_place(branch)))


def in_tree_order(rows: Iterable[Body]) -> list[Body]:
    """Bodies as the tree is read: each followed by what stands below it, siblings by their order."""
    ordered: list[Body] = []
    waiting = list(reversed(shape_of(rows)))
    while waiting:
        branch = waiting.pop()
        ordered.append(branch.body)
        waiting += reversed(branch.children)
    return ordered


def last_child_path(parent: Body) -> str | None:
    """The path of the child that came last, rows of open imports among them; None without children."""
    return Body.objects.filter(parent=parent).order_by("-path").values_list("path", flat=True).first()


def deepest_below(body: Body) -> int:
    """The depth of the deepest body at or below a body, counted from the root."""
    paths = Body.objects.filter(path__startswith=body.path).values_list("path", flat=True)
    return max(depth_of(path) for path in paths)


def people_in_office(ids: Collection[UUID]) -> dict[UUID, int]:
    """How many people hold posts of bodies or seats in them now; bodies without any are left out. Two queries."""
    counted: dict[UUID, int] = {}
    held = Holding.objects.filter(post__body__in=ids, until_date__isnull=True)
    seated = Mandate.objects.filter(term__congress__in=ids).exclude(state="ended")
    for rows, body in ((held, "post__body"), (closed_rows(seated), "term__congress")):
        for found, number in rows.order_by().values_list(body).annotate(number=Count("pk")):
            counted[found] = counted.get(found, 0) + number
    return counted


def root() -> BodyInfo | None:
    """The root of the place's tree, None before the place is founded."""
    found = Body.objects.filter(parent__isnull=True).first()
    return info_of(found) if found else None


def infos(ids: list[UUID]) -> dict[UUID, BodyInfo]:
    """Bodies by id. One query."""
    return {row.pk: info_of(row) for row in Body.objects.filter(pk__in=ids)}


def by_code(code: str) -> BodyInfo | None:
    """The body of a code; None for one that an import has not handed over yet."""
    found = closed_rows(Body.objects.filter(code=code)).first()
    return info_of(found) if found else None


def info_of(body: Body) -> BodyInfo:
    """A body as others may hold it."""
    return BodyInfo(
        id=body.pk,
        code=body.code,
        name=body.name,
        short_name=body.short_name or body.name,
        kind=body.kind,
        level=body.level,
        region_code=body.region_code,
        path=body.path,
    )


def _nearest(path: str, branches: dict[str, Branch]) -> Branch | None:
    """The branch directly above a path, or the nearest above it that is there."""
    for end in range(len(path) - WIDTH, 0, -WIDTH):
        if path[:end] in branches:
            return branches[path[:end]]
    return None


def _place(branch: Branch) -> tuple[int, str]:
    return branch.body.order, branch.body.path
