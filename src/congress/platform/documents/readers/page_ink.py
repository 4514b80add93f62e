"""What a page of fixed layout shows: characters where they stand, and ruled lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# A drawn line is a path thinner than this; a border stroke in points.
THIN: Final = 2.5
# Shorter strokes are ornaments, ticks and underlines of single characters.
SHORTEST: Final = 5.0
MOST_RULES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box in points, as the page is seen: x grows rightwards, y downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Height of its centre on the page."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Its centre across the page."""
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        """Height of its box, close to the size of its type."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: at `at` on the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageInk:
    """What one page shows: its characters, its horizontal and vertical rules, and two findings."""

    glyphs: tuple[Glyph, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    unreadable: int
    has_pictures: bool
