"""Full-width writing becomes comparable without swallowing marks that mean something."""

from __future__ import annotations

import pytest

from congress.standards.values.absence import Absence, absence_of
from congress.standards.values.written import closed_up, half_width, shown


def test_full_width_becomes_half_width_and_ends_are_trimmed() -> None:
    assert half_width("\ufeff　１，２３４．５％　") == "1,234.5%"


def test_list_marks_stay_what_they_are() -> None:
    assert half_width("①500") == "①500"


def test_closed_up_removes_every_blank() -> None:
    assert closed_up(" 138 0013\u00a08000\t") == "13800138000"


def test_quotes_stay_short() -> None:
    assert shown("一\n二") == "一 二"
    assert shown("长" * 40) == "长" * 29 + "…"


@pytest.mark.parametrize("text", ["", "  ", "　", "\u200b"])
def test_blank(text: str) -> None:
    assert absence_of(text) is Absence.BLANK


@pytest.mark.parametrize("text", ["无", "不涉及", "—", "——", "/", "N/A", "－", " 不适用 "])
def test_not_applicable(text: str) -> None:
    assert absence_of(text) is Absence.NOT_APPLICABLE


@pytest.mark.parametrize("text", ["0", "0.00", "无锡", "-1"])
def test_values_are_not_absent(text: str) -> None:
    assert absence_of(text) is None


def test_labels_differ() -> None:
    assert Absence.BLANK.label == "空白"
    assert Absence.NOT_APPLICABLE.label == "不适用"
