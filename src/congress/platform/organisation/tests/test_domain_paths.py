"""Paths: segments in order, room, and no body under itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.platform.organisation.domain import (
    CAPACITY,
    DEEPEST,
    WIDTH,
    depth_of,
    next_segment,
    require_outside,
    require_room,
    segment,
    segment_number,
)
from congress.platform.organisation.tests.refusing import refusal_of


@given(st.integers(1, CAPACITY - 1))
def test_a_segment_gives_its_number_back(number: int) -> None:
    assert len(segment(number)) == WIDTH
    assert segment_number(f"zzzz{segment(number)}") == number


@given(st.integers(1, CAPACITY - 2))
def test_segments_sort_as_their_numbers(number: int) -> None:
    assert segment(number) < segment(number + 1)


@pytest.mark.parametrize("number", [0, -1, CAPACITY])
def test_there_is_no_segment_beyond_the_capacity(number: int) -> None:
    assert refusal_of(segment, number).code == "organisation.too_many_children"


def test_children_follow_each_other() -> None:
    assert next_segment(None) == "0001"
    assert next_segment("00010009") == "000a"
    assert next_segment("0001000z") == "0010"


def test_depth_counts_the_body_itself() -> None:
    assert [depth_of(path) for path in ("", "0001", "00010002")] == [0, 1, 2]


def test_room_ends_at_the_deepest_level() -> None:
    require_room(levels=DEEPEST)
    assert refusal_of(require_room, levels=DEEPEST + 1).code == "organisation.too_deep"


def test_a_body_goes_neither_under_itself_nor_under_what_is_below_it() -> None:
    require_outside(path="00010002", new_parent_path="0001")
    require_outside(path="00010002", new_parent_path="00010003")
    for inside in ("00010002", "000100020001"):
        refused = refusal_of(require_outside, path="00010002", new_parent_path=inside)
        assert (refused.code, refused.field) == ("organisation.circle", "parent")
