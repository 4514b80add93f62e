"""Nearest: rows paired one to one by their names, the nearest pair first, without comparing every row with every other.

Rows of one wording, level and unit are scored once for all of them. Equal names are paired before anything else is
compared; of what remains only rows that share as many pairs of characters as they need to come near are scored.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from itertools import chain

from congress.apps.performance.domain.comparing.meaning import (
    SURELY_SAME,
    Meaning,
    percent_alike,
    percent_worded,
)

# Rows under another level-1 heading are hardly the same, words of the same field come easily near each other.
_OTHER_BRANCH = 0.8
_WORDED_AND_COUNTED = 0.92
# Up to so many pairs of characters only rows with the very same pairs round up to 100 %.
_SHORT = 48

Taken = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Profile:
    """What rows are scored by: the meaning of the name, the level-1 code, the family of the unit."""

    name: Meaning
    branch: str | None
    unit: str | None

    @property
    def is_short(self) -> bool:
        """Whether only names of the same pairs of characters can be the same name."""
        return len(self.name.pairs) <= _SHORT


def kept_apart(percent: int, first: Profile, second: Profile) -> int:
    """A likeness of names, in percent, after units and levels; names that are surely the same outweigh both."""
    if percent == SURELY_SAME:
        return percent
    return round(float(percent) * _together(first, second))


def count_other_things(first: Profile, second: Profile) -> bool:
    """Whether units tell that two rows count different things."""
    return bool(first.unit and second.unit and first.unit != second.unit)


def _together(first: Profile, second: Profile) -> float:
    """What units and levels leave of a likeness: from 0 to 1."""
    if count_other_things(first, second):
        return 0.0
    share = _OTHER_BRANCH if first.branch and second.branch and first.branch != second.branch else 1.0
    return share * _WORDED_AND_COUNTED if bool(first.unit) != bool(second.unit) else share


class Column:
    """The rows of one column, gathered by what they are scored by; `free` tells which are not paired yet."""

    def __init__(self, rows: Sequence[str], profiles: Sequence[Profile], taken: Collection[str]) -> None:
        """Take in rows and their profiles, in the same order; those `taken` are paired already."""
        self.rows = rows
        self.free = [row not in taken for row in rows]
        order = {row: at for at, row in enumerate(sorted(rows))}
        self.rank = [order[row] for row in rows]
        found: dict[tuple[str, str | None, str | None], int] = {}
        self.profiles: list[Profile] = []
        self.places: list[list[int]] = []
        for at, profile in enumerate(profiles):
            number = found.setdefault((profile.name.plain, profile.branch, profile.unit), len(found))
            if number == len(self.profiles):
                self.profiles.append(profile)
                self.places.append([])
            self.places[number].append(at)

    def open_places(self, number: int) -> list[int]:
        """The rows of a profile that are not paired yet."""
        return [at for at in self.places[number] if self.free[at]]

    def open(self) -> Iterator[tuple[int, Profile]]:
        """The profiles with a name that have rows left."""
        for number, profile in enumerate(self.profiles):
            if profile.name.plain and any(self.free[at] for at in self.places[number]):
                yield number, profile


def nearest(*, first: Column, second: Column, apart: Collection[tuple[str, str]], lowest: int) -> list[Taken]:
    """Pair rows one to one: percent and the places of both rows, in the order they were taken.

    The nearest goes first; of equally near ones those that stand nearest, then the last by their keys. Nothing
    below `lowest` is paired, nor rows told `apart`. `lowest` must be more than names without a shared pair of
    characters can reach (see `meaning.WITHOUT_WORDING`).
    """
    taken = _taken(first, second, apart, SURELY_SAME, _equal_names(first, second))
    levels: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one, two, percent in _near(first, second, lowest):
        levels[percent][one].append(two)
    for percent in sorted(levels, reverse=True):
        taken += _taken(first, second, apart, percent, levels[percent])
    return taken


def _equal_names(first: Column, second: Column) -> Mapping[int, list[int]]:
    """Short names that are surely the same: no other row can come between them."""
    by_name: dict[object, list[int]] = defaultdict(list)
    for number, profile in second.open():
        if profile.is_short:
            by_name[_wording(profile.name)].append(number)
    found: dict[int, list[int]] = {}
    for number, profile in first.open():
        if profile.is_short:
            found[number] = [
                other
                for other in by_name.get(_wording(profile.name), ())
                if percent_alike(profile.name, second.profiles[other].name) == SURELY_SAME
            ]
    return found


def _wording(name: Meaning) -> object:
    return (name.pairs, name.topics, name.measure) if name.pairs else name.plain


def _near(first: Column, second: Column, lowest: int) -> Iterator[tuple[int, int, int]]:
    """The profiles near enough, with their likeness."""
    index = _Index(first)
    known: dict[Shape, _Scores] = {}
    for number, profile in second.open():
        shape = _shape(profile)
        scores = known.get(shape) or known.setdefault(shape, _Scores(profile, index))
        for other, shared in index.sharing(profile).items():
            percent = scores[index.marks[other] + shared]
            if percent == _ASK:
                one = first.profiles[other]
                percent = kept_apart(percent_alike(one.name, profile.name), one, profile)
            if percent >= lowest:
                yield other, number, percent


Shape = tuple[int, frozenset[str], str | None, str | None, str | None]
# Names that share all their pairs of characters may be told at once: each pair of them is asked on its own.
_ASK = -1


def _shape(profile: Profile) -> Shape:
    """All that a likeness depends on, but for how many pairs of characters are shared."""
    return (len(profile.name.pairs), profile.name.topics, profile.name.measure, profile.branch, profile.unit)


class _Index:
    """The profiles of a column by their pairs of characters, apart by what they measure and count.

    A mark is the number of a profile's shape, with room below it for how many pairs of characters are shared.
    """

    def __init__(self, column: Column) -> None:
        self.width = 1 + max((len(profile.name.pairs) for profile in column.profiles), default=0)
        self.marks: dict[int, int] = {}
        self.examples: list[Profile] = []
        self.by_class: dict[tuple[str | None, str | None], dict[str, list[int]]] = {}
        shapes: dict[Shape, int] = {}
        for number, profile in column.open():
            shape = shapes.setdefault(_shape(profile), len(shapes))
            if shape == len(self.examples):
                self.examples.append(profile)
            self.marks[number] = shape * self.width
            by_pair = self.by_class.setdefault(_class(profile), {})
            for pair in profile.name.pairs:
                by_pair.setdefault(pair, []).append(number)

    def sharing(self, profile: Profile) -> Counter[int]:
        """How many pairs of characters each profile shares that measures and counts nothing else."""
        measure, unit = _class(profile)
        return Counter(
            chain.from_iterable(
                by_pair[pair]
                for (other_measure, other_unit), by_pair in self.by_class.items()
                if _fits(measure, other_measure) and _fits(unit, other_unit)
                for pair in profile.name.pairs & by_pair.keys()
            )
        )


class _Scores(dict[int, int]):
    """The likeness of a shape and every mark of an index, worked out when it is first asked for."""

    def __init__(self, profile: Profile, index: _Index) -> None:
        super().__init__()
        self.profile, self.index = profile, index

    def __missing__(self, mark: int) -> int:
        shape, shared = divmod(mark, self.index.width)
        other = self.index.examples[shape]
        if shared == len(other.name.pairs) == len(self.profile.name.pairs):
            percent = _ASK
        else:
            worded = percent_worded(other.name, self.profile.name, shared=shared)
            percent = kept_apart(worded, other, self.profile)
        self[mark] = percent
        return percent


def _class(profile: Profile) -> tuple[str | None, str | None]:
    return profile.name.measure, profile.unit if profile.is_short else None


def _fits(one: str | None, two: str | None) -> bool:
    return one is None or two is None or one == two


def _taken(
    first: Column,
    second: Column,
    apart: Collection[tuple[str, str]],
    percent: int,
    partners: Mapping[int, list[int]],
) -> list[Taken]:
    """Pair rows that come equally near, those that stand nearest first."""
    waiting: list[tuple[int, int, int, int, _Search]] = []

    def is_open(one: int, two: int) -> bool:
        return second.free[two] and (first.rows[one], second.rows[two]) not in apart

    for number, others in partners.items():
        places = sorted(chain.from_iterable(map(second.open_places, others)))
        for one in first.open_places(number):
            search = _Search(one, places)
            if (found := search.next(is_open, second.rank)) is not None:
                waiting.append((found[0], -first.rank[one], found[1], found[2], search))
    heapify(waiting)
    taken = []
    while waiting:
        _distance, rank, _rank, two, search = waiting[0]
        if second.free[two]:
            heappop(waiting)
            first.free[search.one] = second.free[two] = False
            taken.append((percent, search.one, two))
        elif (found := search.next(is_open, second.rank)) is not None:
            heapreplace(waiting, (found[0], rank, found[1], found[2], search))
        else:
            heappop(waiting)
    return taken


class _Search:
    """One row's way outwards through the places of the rows it could be paired with."""

    __slots__ = ("left", "one", "places", "right")

    def __init__(self, one: int, places: list[int]) -> None:
        self.one, self.places = one, places
        self.right = bisect_left(places, one)
        self.left = self.right - 1

    def next(self, is_open: Callable[[int, int], bool], rank: Sequence[int]) -> tuple[int, int, int] | None:
        """The nearest row that is open: its distance, its rank turned round, its place; None when none is left."""
        while self.left >= 0 and not is_open(self.one, self.places[self.left]):
            self.left -= 1
        while self.right < len(self.places) and not is_open(self.one, self.places[self.right]):
            self.right += 1
        ends = [self.places[self.left]] if self.left >= 0 else []
        ends += self.places[self.right : self.right + 1]
        return min(((abs(two - self.one), -rank[two], two) for two in ends), default=None)
