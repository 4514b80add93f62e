"""Levels of performance indicators (一级、二级指标): their labels, their parents and the two trees in use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from congress.standards.errors import RuleViolation
from congress.standards.yaml_files import Fields, read_yaml

_FILE = Path(__file__).with_name("indicator_levels.yaml")
_TREES = ("former", "current")


@dataclass(frozen=True, slots=True)
class Level:
    """One heading of the indicator tree.

    `depth` is 1 or 2; `parent` the code of the level-1 heading above (None at depth 1); `tree` names the tree the
    heading belongs to alone: `former` (cost under output) or `current` (cost on its own), None for both.
    """

    code: str
    label: str
    depth: int
    parent: str | None
    tree: str | None
    wordings: frozenset[str]


class LevelTree:
    """The headings, found by code and by wording."""

    def __init__(self, levels: Iterable[Level]) -> None:
        """Index the headings; a code used twice is refused (`indicators.level_twice`)."""
        self._by_code: dict[str, Level] = {}
        self._by_wording: dict[str, list[Level]] = {}
        for level in levels:
            if level.code in self._by_code:
                raise RuleViolation(
                    "indicators.level_twice", f"指标层级编码“{level.code}”出现了两次，请改正其中一个。"
                )
            self._by_code[level.code] = level
            for wording in level.wordings:
                self._by_wording.setdefault(wording, []).append(level)

    def __getitem__(self, code: str) -> Level:
        """The heading of a code; KeyError if there is none."""
        return self._by_code[code]

    def find(self, label: str, *, tree: str | None = None) -> Level | None:
        """Find the heading a label words, with or without 指标; `tree` settles labels that stand in both trees."""
        candidates = self._by_wording.get(label, ())
        fitting = [level for level in candidates if tree is None or level.tree in (None, tree)]
        return fitting[0] if fitting else None

    def tree_of(self, labels: Iterable[str]) -> str:
        """Tell from a table's labels which tree it uses: current where cost has headings of its own below it."""
        for label in labels:
            level = self.find(label, tree="current")
            if level is not None and level.parent is not None and self[level.parent].tree == "current":
                return "current"
        return "former"


@cache
def indicator_levels() -> LevelTree:
    """Return the tree of `indicator_levels.yaml` (its head says source and whether it is verified)."""
    return tree_from_fields(read_yaml(_FILE))


def tree_from_fields(fields: Fields) -> LevelTree:
    """Read a tree: `version`, `source` and `verified` in the head, then `levels` with their `children`."""
    fields.text("version"), fields.text("source"), fields.flag("verified")
    levels = [level for part in fields.parts("levels") for level in _levels(part, parent=None)]
    fields.finish()
    return LevelTree(levels)


def _levels(part: Fields, *, parent: str | None) -> Iterable[Level]:
    code, label = part.text("code"), part.text("label")
    yield Level(
        code=code,
        label=label,
        depth=1 if parent is None else 2,
        parent=parent,
        tree=part.one_of("tree", _TREES) if part.has("tree") else None,
        wordings=_wordings((label, *part.texts("aliases"))),
    )
    if parent is None:
        for child in part.parts("children"):
            yield from _levels(child, parent=code)
    part.finish()


def _wordings(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(wording for label in labels for wording in (label, label.removesuffix("指标")))
