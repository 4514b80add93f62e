"""A code table as a value: look up, climb, descend, lay a place's own entries over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from congress.standards.errors import RuleViolation


class UnknownCode(RuleViolation):
    """A code that the table does not hold, or does not hold in the year asked for."""


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code with its name.

    ``from_year`` and ``to_year`` bound the years of use, both included; None means that no bound is known.
    The same code may stand several times with other names in other years. ``verified`` says that the entry
    was compared with ``source``; without a source it is what practitioners say.
    """

    code: str
    name: str
    parent: str | None
    source: str | None
    verified: bool
    from_year: int | None = None
    to_year: int | None = None
    note: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def is_effective(self, *, year: int | None) -> bool:
        """Whether the entry is in use in a year; asked without a year, every entry is."""
        if year is None:
            return True
        return (self.from_year or year) <= year <= (self.to_year or year)

    def _overlaps(self, other: CodeEntry) -> bool:
        starts_after = other.to_year is not None and (self.from_year or 0) > other.to_year
        ends_before = self.to_year is not None and (other.from_year or 0) > self.to_year
        return not starts_after and not ends_before


@dataclass(frozen=True)
class CodeTable:
    """A named list of codes. ``is_complete`` is false where codes exist that the table does not hold."""

    name: str
    title: str
    version: str
    is_complete: bool
    entries: tuple[CodeEntry, ...]

    def __post_init__(self) -> None:
        """Refuse two meanings of a code at one time, parents that do not exist, and circles."""
        for code, entries in self._by_code.items():
            for number, entry in enumerate(entries):
                if any(entry._overlaps(other) for other in entries[number + 1 :]):
                    raise self._refusal(
                        "codes.ambiguous", f"代码“{code}”在同一时间有两个含义，请核对起止年度。"
                    )
        for entry in self.entries:
            if entry.parent is not None and entry.parent not in self._by_code:
                raise self._refusal(
                    "codes.no_parent", f"代码“{entry.code}”的上级“{entry.parent}”不在表里，请补上。"
                )
            self._refuse_circle(entry)

    def find(self, code: str, *, year: int | None = None) -> CodeEntry | None:
        """The entry of a code in a year, or none; without a year the latest one."""
        found = [entry for entry in self._by_code.get(code, ()) if entry.is_effective(year=year)]
        return max(found, key=lambda entry: entry.from_year or 0, default=None)

    def get(self, code: str, *, year: int | None = None) -> CodeEntry:
        """The entry of a code in a year; raises ``UnknownCode`` (``codes.unknown``) where there is none."""
        found = self.find(code, year=year)
        if found is None:
            when = f" {year} 年" if year else ""
            hint = "" if self.is_complete else "；本表尚不完整，确有此代码的请管理员补录"
            raise UnknownCode("codes.unknown", f"“{self.title}”里{when}没有代码“{code}”，请核对{hint}。")
        return found

    def named(self, name: str, *, year: int | None = None) -> tuple[CodeEntry, ...]:
        """Every entry of a name: names repeat (每个市都有“城区”), so there may be several."""
        return tuple(entry for entry in self.in_year(year) if entry.name == name)

    def called(self, word: str, *, year: int | None = None) -> tuple[CodeEntry, ...]:
        """Every entry a person may mean by a word: its code, its name or one of its ``aliases``."""
        return tuple(
            entry
            for entry in self.in_year(year)
            if word in (entry.code, entry.name, *entry.attributes.get("aliases", "").split())
        )

    def in_year(self, year: int | None) -> tuple[CodeEntry, ...]:
        """The entries in use in a year, in the table's order."""
        return tuple(entry for entry in self.entries if entry.is_effective(year=year))

    def children(self, code: str | None, *, year: int | None = None) -> tuple[CodeEntry, ...]:
        """The entries directly below a code; below None are the topmost ones."""
        return tuple(entry for entry in self.in_year(year) if entry.parent == code)

    def lineage(self, code: str, *, year: int | None = None) -> tuple[CodeEntry, ...]:
        """The entry of a code and everything above it, the topmost last."""
        entry = self.get(code, year=year)
        return (entry,) if entry.parent is None else (entry, *self.lineage(entry.parent, year=year))

    def with_entries(self, entries: Iterable[CodeEntry]) -> Self:
        """The table with a place's own entries, which take the place of all entries of the same code."""
        own = tuple(entries)
        replaced = {entry.code for entry in own}
        kept = tuple(entry for entry in self.entries if entry.code not in replaced)
        return type(self)(self.name, self.title, self.version, self.is_complete, kept + own)

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[CodeEntry, ...]]:
        collected: dict[str, list[CodeEntry]] = {}
        for entry in self.entries:
            collected.setdefault(entry.code, []).append(entry)
        return {code: tuple(entries) for code, entries in collected.items()}

    def _refuse_circle(self, entry: CodeEntry) -> None:
        seen = {entry.code}
        above = entry.parent
        while above is not None:
            if above in seen:
                raise self._refusal("codes.circle", f"代码“{entry.code}”的上级绕成了圈，请核对。")
            seen.add(above)
            parents = self._by_code.get(above)
            above = parents[0].parent if parents else None

    def _refusal(self, code: str, message: str) -> RuleViolation:
        return RuleViolation(code, message, place=self.title)
