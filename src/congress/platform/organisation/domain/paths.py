"""Paths that make a prefix a part of the tree: a body's path is its parent's and four characters of its own."""

from __future__ import annotations

from congress.standards.errors import RuleViolation

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
WIDTH = 4
CAPACITY = len(DIGITS) ** WIDTH
DEEPEST = 20  # levels of bodies below each other; a path has room for as many segments


def segment(number: int) -> str:
    """A child's own part of the path: four base-36 characters, in order of number. Raises when the parent is full."""
    if not 0 < number < CAPACITY:
        raise RuleViolation("organisation.too_many_children", "同一上级下的机构太多，不能再增加。")
    characters = []
    for _ in range(WIDTH):
        number, digit = divmod(number, len(DIGITS))
        characters.append(DIGITS[digit])
    return "".join(reversed(characters))


def segment_number(path: str) -> int:
    """The number of the last part of a path."""
    return int(path[-WIDTH:], len(DIGITS))


def next_segment(last: str | None) -> str:
    """The own part of a new child's path after the last child's path; None when there is no child yet."""
    return segment(segment_number(last) + 1 if last else 1)


def depth_of(path: str) -> int:
    """How many bodies stand on the way from the root, the body itself included."""
    return len(path) // WIDTH


def require_room(*, levels: int) -> None:
    """Raise when so many bodies below each other do not fit."""
    if levels > DEEPEST:
        raise RuleViolation(
            "organisation.too_deep",
            f"机构上下最多 {DEEPEST} 层，这里已经超过，请选择更靠上的上级机构。",
            field="parent",
        )


def require_outside(*, path: str, new_parent_path: str) -> None:
    """Raise when a body would be moved under itself."""
    if new_parent_path.startswith(path):
        raise RuleViolation(
            "organisation.circle", "不能把机构移到它自己或它的下级之下，请选择别的上级。", field="parent"
        )
