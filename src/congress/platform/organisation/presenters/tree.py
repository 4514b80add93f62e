"""The tree as a page prints it: one flat list in which every line says where it opens and closes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from congress.platform.core.templatetags.ui_parts import icon_svg
from congress.platform.organisation.domain import WIDTH, depth_of
from congress.platform.organisation.models import Body
from congress.platform.organisation.selectors.bodies import Branch, shape_of
from congress.standards.codes import load_table

ICONS = {
    "congress": "law",
    "party": "flag",
    "place": "location",
    "supervision": "supervision",
}
OPEN_AT_FIRST = {"congress"}  # kinds of bodies right below the root that stand open when the page comes
INDENT = "\u3000"


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One body of the tree. `closes` holds as many things as lists end after it."""

    name: str
    url: str
    kind: str
    picture: SafeString
    below: int
    is_closed: bool
    is_open: bool
    is_match: bool
    closes: range


def tree_lines(
    bodies: Sequence[Body], *, matches: Collection[UUID] | None = None, all_open: bool = False
) -> list[TreeLine]:
    """The lines of the tree. With `matches`, only those and what leads to them, all of it open."""
    shown = bodies if matches is None else _leading_to(bodies, matches)
    lines: list[TreeLine] = []
    waiting = [(top, 0, 0) for top in reversed(shape_of(shown))]
    while waiting:
        branch, level, closes = waiting.pop()
        is_usual = level == 0 or (level == 1 and branch.body.kind in OPEN_AT_FIRST)
        is_open = all_open or matches is not None or is_usual
        is_match = matches is not None and branch.body.pk in matches
        lines.append(_line(branch, is_open=is_open, is_match=is_match, closes=closes))
        last = len(branch.children) - 1
        waiting += [
            (child, level + 1, closes + 1 if place == last else 0)
            for place, child in reversed(list(enumerate(branch.children)))
        ]
    return lines


def matching(bodies: Iterable[Body], words: str) -> set[UUID]:
    """The bodies whose name, short name or code holds every one of the words."""
    parts = words.lower().split()
    return {
        body.pk
        for body in bodies
        if all(part in f"{body.name} {body.short_name} {body.code}".lower() for part in parts)
    }


def count_below(bodies: Iterable[Body]) -> tuple[int, int]:
    """How many bodies are in use, and how many closed."""
    states = [body.is_closed for body in bodies]
    return states.count(False), states.count(True)


def indented(bodies: Iterable[Body]) -> list[tuple[str, str]]:
    """Bodies for a choice, in the order given, indented by their depth."""
    rows = list(bodies)
    least = min((depth_of(body.path) for body in rows), default=0)
    return [(str(body.pk), INDENT * (depth_of(body.path) - least) + body.name) for body in rows]


def _line(branch: Branch, *, is_open: bool, is_match: bool, closes: int) -> TreeLine:
    body = branch.body
    entry = load_table("body_kinds").find(body.kind)
    icon = "body" if entry is None else ICONS.get(entry.attributes["branch"], "body")
    return TreeLine(
        name=body.name,
        url=reverse("organisation:body", args=[body.pk]),
        kind=body.kind if entry is None else entry.name,
        picture=icon_svg(icon),
        below=len(branch.children),
        is_closed=body.is_closed,
        is_open=is_open,
        is_match=is_match,
        closes=range(0 if branch.children else closes),
    )


def _leading_to(bodies: Sequence[Body], matches: Collection[UUID]) -> list[Body]:
    paths = [body.path for body in bodies if body.pk in matches]
    wanted = {path[:end] for path in paths for end in range(WIDTH, len(path) + 1, WIDTH)}
    return [body for body in bodies if body.path in wanted]
