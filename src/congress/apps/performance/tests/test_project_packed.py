"""Packed indicators are taken apart whatever punctuation a page uses, and nothing of the cell is lost."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain.forms.project_packed import (
    Unpacked,
    begins_packed,
    looks_packed,
    packed,
    unpacked,
)
from congress.apps.performance.domain.lines import Found
from congress.platform.documents.contracts import Place

FIELDS = ("level1", "level2", "name", "period", "annual")
ONE = "1、1-产出指标；11-数量指标；培训期数；实施周期指标值：4期；年度指标值：4期。"


def apart(*texts: str) -> tuple[Unpacked, ...]:
    """A cell taken apart; its pieces stand on lines 1, 2 …"""
    return unpacked([Found(text, text, Place(number, 7)) for number, text in enumerate(texts, start=1)])


def rows(*texts: str) -> list[tuple[str, ...]]:
    """The texts of each indicator, empty where a part is missing."""
    return [
        tuple(item.found[name].text if name in item.found else "" for name in FIELDS)
        for item in apart(*texts)
    ]


def test_one_indicator_with_its_pieces_of_the_source() -> None:
    (item,) = apart(ONE)
    assert item.number == 1
    assert {name: (found.raw, found.text) for name, found in item.found.items()} == {
        "level1": ("1-产出指标", "产出指标"),
        "level2": ("11-数量指标", "数量指标"),
        "name": ("培训期数", "培训期数"),
        "period": ("4期", "4期"),
        "annual": ("4期", "4期"),
    }
    assert {found.place for found in item.found.values()} == {Place(1, 7)}
    assert {found.confidence for found in item.found.values()} == {90}


@pytest.mark.parametrize(
    "text",
    [
        "1、1-产出指标；11-数量指标；培训期数；实施周期指标值:4期；年度指标值:4期。",
        "1、1-产出指标; 11-数量指标; 培训期数; 实施周期指标值:4期; 年度指标值:4期。",
        "1.1-产出指标；11-数量指标；培训期数；实施周期指标值：4期；年度指标值：4期",
        "1、产出指标；数量指标；培训期数；实施周期指标值：4期；年度指标值：4期；",
        "1-产出指标；11-数量指标；培训期数；实施周期指标值：4期；年度指标值：4期。",
        "1、1-产\n出指标；11-数量指\n标；培训\n期数；实施周期指标\n值：4\n期；年度指标值：4期。",
        "１、1－产出指标；11－数量指标；培训期数；实施期指标值：4期；目标值：4期。",
    ],
)
def test_the_punctuation_of_every_page(text: str) -> None:
    assert rows(text) == [("产出指标", "数量指标", "培训期数", "4期", "4期")]


def test_names_may_hold_any_punctuation() -> None:
    name = "审议报告、议案（件次；含代表团）达标率（%）"
    assert rows(ONE.replace("培训期数", name))[0][2] == name


def test_latin_words_keep_their_blank() -> None:
    assert rows(ONE.replace("培训期数", "Smart  City 平台 期数"))[0][2] == "Smart City平台期数"


def test_a_number_that_runs_into_the_value_before_it_is_told_by_the_count() -> None:
    text = (
        ONE.replace("4期。", "100%")
        + "2、1-产出指标；12-质量指标；合格率；年度指标值：6003、2-效益指标；22-社会效益；甲；年度指标值：是"
    )
    first, second, third = apart(text)
    assert [item.number for item in (first, second, third)] == [1, 2, 3]
    assert (first.found["annual"].text, second.found["annual"].text) == ("100%", "600")
    assert second.found["annual"].confidence == 50
    assert "编号连在一起" in second.found["annual"].note
    assert third.found["level1"].confidence == 50


def test_a_decimal_before_the_number_stays_whole() -> None:
    text = ONE.replace("4期。", "0.5") + "2、1-产出指标；12-质量指标；合格率；年度指标值：95%。"
    assert [row[4] for row in rows(text)] == ["0.5", "95%"]


def test_a_glued_number_out_of_order_is_left_whole_and_doubted() -> None:
    text = ONE.replace("4期。", "4") + "7、1-产出指标；12-质量指标；合格率；年度指标值：95%。"
    first, second = apart(text)
    assert second.number == 47
    assert first.found["annual"].confidence == 50


def test_an_unknown_first_level_counts_only_behind_the_number_due() -> None:
    assert rows(ONE + "2、社会指标；综合指标；甲；年度指标值：5个。")[1][:2] == ("社会指标", "综合指标")
    item = apart(ONE + "2、社会指标；综合指标；甲；年度指标值：5个。")[1]
    assert "没有见过" in item.found["level1"].note
    assert "没有见过" in item.found["level2"].note
    # Not the number due: a part of the value before.
    assert len(rows(ONE + "5、社会指标；综合指标；甲；年度指标值：5个。")) == 1


def test_missing_parts_are_blank_and_said() -> None:
    (item,) = apart("1、1-产出指标；培训期数；年度指标值：4期。")
    assert (item.found["level2"].text, item.found["name"].text) == ("", "培训期数")
    assert "没有写二级指标" in item.found["level2"].note
    assert "period" not in item.found
    (item,) = apart("1、1-产出指标；11-数量指标；；实施周期指标值：；年度指标值：。")
    assert item.found["name"].text == ""
    assert "没有写指标名称" in item.found["name"].note
    assert (item.found["period"].text, item.found["annual"].text) == ("", "")
    (item,) = apart("1、1-产出指标；11-数量指标")
    assert (item.found["level2"].text, item.found["name"].text) == ("数量指标", "")


def test_values_without_their_label() -> None:
    assert rows("1、1-产出指标；11-数量指标；培训期数；4期。") == [
        ("产出指标", "数量指标", "培训期数", "", "4期")
    ]
    (item,) = apart("1、1-产出指标；11-数量指标；培训期数；4期；5期。")
    assert (item.found["period"].text, item.found["annual"].text) == ("4期", "5期")
    assert "没有写是哪一种指标值" in item.found["annual"].note


def test_a_label_without_colon_or_written_twice_is_doubted() -> None:
    (item,) = apart("1、1-产出指标；11-数量指标；培训期数；年度指标值4期。")
    assert (item.found["annual"].text, item.found["annual"].confidence) == ("4期", 50)
    (item,) = apart("1、1-产出指标；11-数量指标；培训期数；年度指标值：4期；年度指标值：5期。")
    assert item.found["annual"].text == "5期"
    assert "写了两次" in item.found["annual"].note


def test_text_that_follows_no_pattern_is_kept_as_a_name() -> None:
    (item,) = apart("完成各项培训任务。")
    assert (item.number, item.found["name"].text) == (None, "完成各项培训任务")
    assert "手工拆分" in item.found["name"].note
    assert [row[2] for row in rows("前言。" + ONE)] == ["前言", "培训期数"]
    assert apart("") == ()
    assert apart("。") == ()


def test_a_cell_cut_by_a_page_end() -> None:
    cut = ONE.index("数；实施")
    (item,) = apart(ONE[:cut], ONE[cut:])
    assert item.found["name"].text == "培训期数"
    assert (item.found["name"].place, item.found["name"].continued) == (Place(1, 7), (Place(2, 7),))
    assert item.found["name"].confidence == 88
    assert item.found["annual"].place == Place(2, 7)
    assert item.found["level2"].confidence == 90
    text = ONE.replace("年度指标值：4期", "年度指标值：1200人")
    cut = text.index("00人")
    (item,) = apart(text[:cut], text[cut:])
    assert (item.found["annual"].text, item.found["annual"].confidence) == ("1200人", 50)


def test_what_is_written_is_read() -> None:
    text = packed(
        number=1,
        levels=[("1", "产出指标"), ("", "自定指标")],
        name="培训期数",
        values={"实施周期指标值": "4期", "年度指标值": "4期"},
    )
    assert text == "1、1-产出指标；自定指标；培训期数；实施周期指标值：4期；年度指标值：4期。"
    assert rows(text) == [("产出指标", "自定指标", "培训期数", "4期", "4期")]


def test_packed_cells_are_told_from_other_texts() -> None:
    assert looks_packed(ONE)
    assert not looks_packed("完成产出指标任务")
    assert not looks_packed("全部产出；按时")
    assert begins_packed(ONE)
    assert not begins_packed("4期。" + ONE.replace("1、", "2、", 1))
    assert not begins_packed("4期。")
