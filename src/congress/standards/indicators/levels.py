"""Levels of performance indicators (一级、二级指标): their labels, their parents and the two trees in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

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
        """Index the headings; a code used twice is refused."""
        self._by_code: dict[str, Level] = {}
        self._by_wording: dict[str, list[Level]] = {}
        for level in levels:
            if level.code in self._by_code:
                raise ValueError(f"level {level.code} is defined twice")
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
    """Return the tree of `indicator_levels.yaml` (its file says source and whether it is verified)."""
    return LevelTree(_levels(yaml.safe_load(_FILE.read_text(encoding="utf-8"))["levels"]))


def _levels(entries: Iterable[Mapping[str, Any]], *, parent: str | None = None) -> Iterable[Level]:
    for entry in entries:
        tree = entry.get("tree")
        if tree is not None and tree not in _TREES:
            raise ValueError(f"level {entry['code']}: unknown tree {tree!r}")
        yield Level(
            code=entry["code"],
            label=entry["label"],
            depth=1 if parent is None else 2,
            parent=parent,
            tree=tree,
            wordings=_wordings([entry["label"], *entry.get("aliases", ())]),
        )
        yield from _levels(entry.get("children", ()), parent=entry["code"])


def _wordings(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(wording for label in labels for wording in (label, label.removesuffix("指标")))
