"""Arranging and due dates as cases."""

from datetime import date

import pytest

from congress.platform.portal.domain import Offer, Wish, arranged, due_mark, grouped, moved, moved_group

A, B, C = Offer("a", "甲", 10), Offer("b", "乙", 20, "组"), Offer("c", "丙", 30)


def codes(offers: list[Offer]) -> str:
    return "".join(each.code for each in offers)


def test_without_arrangement_the_offers_stand_in_their_own_order() -> None:
    assert codes(arranged([C, A, B], [])) == "abc"


def test_an_arrangement_orders_renames_and_hides() -> None:
    shown = arranged([A, B, C], [{"c": Wish(10, "新丙"), "a": Wish(20), "b": Wish(30, is_hidden=True)}])
    assert [(each.code, each.title) for each in shown] == [("c", "新丙"), ("a", "甲")]


def test_what_came_after_the_arrangement_stands_behind_it() -> None:
    assert codes(arranged([A, B, C], [{"c": Wish(10)}])) == "cab"


def test_several_roles_show_what_any_of_them_shows_as_early_as_the_earliest() -> None:
    first = {"a": Wish(10, is_hidden=True), "b": Wish(20), "c": Wish(30)}
    second = {"c": Wish(10, "丙二"), "a": Wish(20, "甲二"), "b": Wish(30, "乙二")}
    shown = arranged([A, B, C], [first, second])
    assert [(each.code, each.title) for each in shown] == [("c", "丙二"), ("a", "甲二"), ("b", "乙二")]


def test_hidden_in_every_role_is_hidden() -> None:
    assert codes(arranged([A, B], [{"a": Wish(1, is_hidden=True)}, {"a": Wish(2, is_hidden=True)}])) == "b"


def test_groups_stand_in_the_order_of_their_first_member() -> None:
    assert [(title, codes(members)) for title, members in grouped([A, B, C])] == [("", "ac"), ("组", "b")]


@pytest.mark.parametrize(
    ("code", "step", "beside", "expected"),
    [
        ("b", -1, "abc", "bac"),
        ("b", 1, "abc", "acb"),
        ("a", -1, "abc", "abc"),
        ("c", 1, "abc", "abc"),
        ("c", -1, "ac", "cba"),
        ("x", 1, "abc", "abc"),
    ],
)
def test_moving_stays_within_the_neighbours(code: str, step: int, beside: str, expected: str) -> None:
    assert "".join(moved("abc", code, step, beside=beside)) == expected


@pytest.mark.parametrize(
    ("group", "step", "expected"),
    [("组", -1, "bac"), ("组", 1, "acb"), ("", -1, "acb"), ("", 1, "bac"), ("没有", 1, "acb")],
)
def test_whole_groups_move(group: str, step: int, expected: str) -> None:
    assert "".join(moved_group([A, B, C], group, step)) == expected


@pytest.mark.parametrize(
    ("due", "text", "tone"),
    [
        (date(2026, 2, 27), "已逾期 3 天", "bad"),
        (date(2026, 3, 2), "今天到期", "warn"),
        (date(2026, 3, 5), "还有 3 天", "warn"),
        (date(2026, 3, 6), "还有 4 天", "neutral"),
    ],
)
def test_how_near_a_due_date_is(due: date, text: str, tone: str, today: date) -> None:
    mark = due_mark(due, today)
    assert mark is not None
    assert (mark.text, mark.tone) == (text, tone)


def test_nothing_due_has_no_mark(today: date) -> None:
    assert due_mark(None, today) is None
