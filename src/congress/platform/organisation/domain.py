"""Rules of the tree: paths that make a prefix a part of it, dates in order, no circles."""

from __future__ import annotations

from datetime import date

from congress.standards.codes import load_table
from congress.standards.errors import RuleViolation

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
WIDTH = 4
CAPACITY = len(DIGITS) ** WIDTH


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


def require_kind_and_level(*, kind: str, level: str) -> None:
    """Raise unless kind and level are known codes."""
    if load_table("body_kinds").find(kind) is None:
        raise RuleViolation(
            "organisation.unknown_kind", f"没有“{kind}”这种机构类别，请从列表中选择。", field="kind"
        )
    if load_table("administrative_levels").find(level) is None:
        raise RuleViolation(
            "organisation.unknown_level", f"没有“{level}”这个层级，请从列表中选择。", field="level"
        )


def require_order(*, start: date, end: date | None, field: str) -> None:
    """Raise when something would end before it began."""
    if end is not None and end < start:
        raise RuleViolation(
            "organisation.dates_out_of_order", "结束日期不能早于开始日期，请核对。", field=field
        )


def require_outside(*, path: str, new_parent_path: str) -> None:
    """Raise when a body would be moved under itself."""
    if new_parent_path.startswith(path):
        raise RuleViolation("organisation.circle", "不能把机构移到它自己或它的下级之下。", field="parent")
