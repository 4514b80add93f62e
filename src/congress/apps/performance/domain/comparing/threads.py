"""Threads: rows of several tables tied to one line, table by table, by matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.apps.performance.domain.comparing.matching import Item, Judgement, Match, match_rows
from congress.standards.indicators.meanings import Vocabulary


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's decision about a row of one column and a row of another, by the columns' numbers."""

    first_side: int
    first: str
    second_side: int
    second: str
    is_same: bool


@dataclass(slots=True)
class Thread:
    """One thing through the columns: per column its row and how it was matched to the column before it there."""

    rows: dict[int, tuple[Item, Match | None, int | None]]

    def latest(self) -> tuple[int, Item]:
        """The last column that has it: the next column is matched with what was written there."""
        side = max(self.rows)
        return side, self.rows[side][0]


def threads_of(
    *, columns: Sequence[Sequence[Item]], judged: Sequence[Judged] = (), words: Vocabulary | None = None
) -> tuple[Thread, ...]:
    """Tie the rows of all columns to lines. A row without a match begins a line of its own.

    Lines stand in the order of the first column, what later columns add behind it.
    """
    threads: list[Thread] = []
    for side, items in enumerate(columns):
        by_key = {f"{at}:{thread.latest()[1].row}": thread for at, thread in enumerate(threads)}
        first = [_keyed(key, thread.latest()[1]) for key, thread in by_key.items()]
        matches = match_rows(
            first=first, second=items, judged=list(_judgements(by_key, side, judged)), words=words
        )
        by_row = {match.second: match for match in matches}
        for item in items:
            match = by_row.get(item.row)
            if match is None:
                threads.append(Thread({side: (item, None, None)}))
                continue
            thread = by_key[match.first]
            source, former = thread.latest()
            kept = Match(former.row, item.row, match.percent, match.why, match.is_sure, match.by_person)
            thread.rows[side] = (item, kept, source)
    return tuple(threads)


def _keyed(key: str, item: Item) -> Item:
    return Item(key, item.name, item.branch, item.unit, item.content, item.subjects)


def _judgements(by_key: dict[str, Thread], side: int, judged: Sequence[Judged]) -> list[Judgement]:
    """What people decided about rows of this column and rows that lines already hold, in whichever column."""
    found = []
    for each in judged:
        for other, row, own_side, own in (
            (each.first_side, each.first, each.second_side, each.second),
            (each.second_side, each.second, each.first_side, each.first),
        ):
            if own_side != side or other >= side:
                continue
            found += [
                Judgement(key, own, each.is_same)
                for key, thread in by_key.items()
                if other in thread.rows and thread.rows[other][0].row == row
            ]
    return found
