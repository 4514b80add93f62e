"""What may enter and leave the portal's door."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """What an administrator decided about one menu entry or home card: its new name ("" keeps the old) and whether
    it is hidden. Its place is its place in the list."""

    code: str
    title: str = ""
    is_hidden: bool = False
