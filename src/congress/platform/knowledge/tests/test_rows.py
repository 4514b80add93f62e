"""Rows in memory: narrowed, ordered, counted and sliced as the list component does it."""

from dataclasses import dataclass

from django.db.models import Q

from congress.platform.knowledge.rows import Rows


@dataclass
class Thing:
    """A row."""

    name: str
    since: int | None


A, B, C = Thing("Alpha", 3), Thing("beta", None), Thing("gamma", 1)
ROWS = Rows([A, B, C])


def test_rows_are_ordered_by_several_names_and_nothing_comes_last() -> None:
    assert list(ROWS.order_by("since")) == [C, A, B]
    assert list(ROWS.order_by("-since")) == [A, C, B]
    assert list(ROWS.order_by()) == [A, B, C]
    twice = Rows([Thing("b", 1), Thing("a", 2), Thing("a", 1)])
    assert [(row.name, row.since) for row in twice.order_by("name", "-since")] == [
        ("a", 2),
        ("a", 1),
        ("b", 1),
    ]


def test_rows_are_searched_without_regard_to_case() -> None:
    assert list(ROWS.filter(Q(name__icontains="ALPHA"))) == [A]
    assert list(ROWS.filter(Q(name__icontains="zeta"))) == []


def test_rows_are_narrowed_counted_and_sliced() -> None:
    found = ROWS.narrowed(lambda row: row.since is not None)
    assert (len(found), found.count(), found[0], found[0:1]) == (2, 2, A, [A])
    assert list(ROWS.iterator(10)) == [A, B, C]
    assert ROWS.ordered
