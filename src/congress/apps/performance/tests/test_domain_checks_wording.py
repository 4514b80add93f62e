"""Checks of wording: mistyped, doubled and lost words, and what a source's layout left behind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain import CellState, Finding, Problem, assemble, check
from congress.apps.performance.tests.clean import clean_targets, spoiled
from congress.apps.performance.tests.sources import TARGET_HEAD, read, table_of, target_form
from congress.platform.documents.contracts import Place

GOALS = "goals.overall"


def found(cells: dict[str, str], *ids: str) -> list[Finding]:
    """What some checks find in the clean target form with some cells rewritten."""
    return [each for each in check(table=spoiled(clean_targets(), cells)) if each.id in ids]


@pytest.mark.parametrize(
    ("text", "case", "mended"),
    [
        ("学习其他地市级市经验。", "typo", "学习其他地级市经验。"),
        ("办理选民迁移划拔。", "typo", "办理选民迁移划拨。"),
        ("开展系统三级评测。", "typo", "开展系统三级测评。"),
        ("做好系系统运维维护。", "typo", "做好系统运维维护。"),
        ("工作完成及及时率高。", "typo", "工作完成及时率高。"),
        ("每年每年召开两次会议。", "doubled", "每年召开两次会议。"),
        ("提升监督水平提升监督水平。", "doubled", "提升监督水平。"),
        ("服务市人大常委会、常委会各项工作。", "listed_twice", "服务市人大常委会各项工作。"),
        (
            "审查2026年国民经济和社会发展规划。",
            "phrase",
            "审查2026年国民经济和社会发展计划。",
        ),
        ("选举国家机关领导人。", "hint", "选举国家机关领导人员。"),
        (
            "按照《中华人民共和国地方各级人民代表大会和地方人民政府组织法》办事。",
            "law_name",
            "按照《中华人民共和国地方各级人民代表大会和地方各级人民政府组织法》办事。",
        ),
    ],
)
def test_a_mistake_with_its_correction(text: str, case: str, mended: str) -> None:
    first = found({GOALS: text}, "PQ26")[0]
    assert (first.case, first.addresses) == (case, (GOALS,))
    assert first.proposal is not None
    assert (first.proposal.address, first.proposal.text) == (GOALS, mended)


@pytest.mark.parametrize(
    ("text", "case", "words"),
    [
        ("打造内容为、形式丰富的平台。", "word_lost", "内容为、"),
        ("加强监督 and 立法工作。", "latin", "and"),
    ],
)
def test_a_mistake_only_a_person_can_mend(text: str, case: str, words: str) -> None:
    (only,) = found({GOALS: text}, "PQ26")
    assert (only.case, only.proposal) == (case, None)
    assert words in only.message


@pytest.mark.parametrize(
    "text",
    [
        "完善代表联系系统，以及及时反馈，实现目的的统一。",
        "人大代表代表人民，党组织组织学习。",
        "服务市人大常委会、常委会党组和会议、会议室。",
        "落实2026—2030年国民经济和社会发展规划，编制国民经济和社会发展规划纲要。",
        "选举国家机关领导人员。",
        "按照《中华人民共和国预算法》《中华人民共和国行政处罚法》《中华人民共和国老年人权益保障法》办事。",
        "开发APP，使用OA办公。",
        "召开“市十七届人大”和“市十八届人大”有关会议，办好“代表大讲堂”“代表大讲台”。",
        "开好第1,2次会议；工作日9:30开始。",
    ],
)
def test_what_is_written_rightly(text: str) -> None:
    assert [each.message for each in found({GOALS: text}, "PQ26") if each.case != "quoted_differs"] == []


def test_one_mistake_in_several_cells_is_mended_in_all_of_them() -> None:
    cells = {GOALS: "学习地市级市经验。", "tasks.1.content": "考察地市级市，再考察地市级市。"}
    (only,) = found(cells, "PQ26")
    assert only.proposal is not None
    assert only.proposal.changes == (
        (GOALS, "学习地级市经验。"),
        ("tasks.1.content", "考察地级市，再考察地级市。"),
    )


def test_a_name_written_in_two_ways() -> None:
    cells = {
        GOALS: "推出“云川人大·季度谈”。",
        "tasks.1.content": "推出“云川人大·季度读”，办“云川人大·季度谈”。",
    }
    (only,) = found(cells, "PQ26")
    assert (only.case, only.addresses) == ("quoted_differs", ("tasks.1.content", GOALS))
    assert found({GOALS: "办“2025年会”“2026年会”“第一小组”“第二小组”“市工作站”“县工作站”。"}, "PQ26") == []


def test_a_name_that_ends_like_a_sentence() -> None:
    (only,) = found({"tasks.1.name": "召开代表大会。"}, "PQ26")
    assert only.proposal is not None
    assert (only.case, only.proposal.text) == ("name_ends", "召开代表大会")
    assert found({"tasks.1.name": "。"}, "PQ26") == []


def test_half_width_punctuation_among_full_width() -> None:
    long = "围绕中心工作, 开展监督调研;做好立法工作。"
    cells = {GOALS: long, "tasks.1.content": "组织好代表大会，保障各项议程顺利完成。"}
    (only,) = found(cells, "PQ26")
    assert only.severity.value == "B"
    assert only.proposal is not None
    assert only.proposal.text == "围绕中心工作，开展监督调研；做好立法工作。"
    (alike,) = found({GOALS: long}, "PQ26")
    assert alike.addresses == (GOALS,)
    without = {GOALS: long, "head.notice": "现将2026年部门整体支出绩效目标批复情况公开如下。"}
    assert found(without, "PQ26") == []


def test_nonsense_does_not_become_a_thousand_findings() -> None:
    text = "、".join(f"{chr(0x4E00 + n) * 3}{chr(0x4E00 + n) * 3}" for n in range(100))
    assert len(found({GOALS: text}, "PQ26")) <= 40


@given(
    st.lists(
        st.text("一二十百是、。，；：“”《》（）()<>/&-—1290.%万元个次率≥≤ \n代表监督工作每年", max_size=60),
        min_size=6,
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_a_check(texts: list[str]) -> None:
    addresses = (
        GOALS,
        "tasks.1.name",
        "tasks.1.content",
        "indicators.3.name",
        "indicators.3.annual",
        "head.title",
    )
    table = spoiled(clean_targets(), dict(zip(addresses, texts, strict=True)))
    for each in check(table=table, before=table):
        assert each.addresses
        assert each.message.endswith("。")


# --- PQ23, PQ24 ---


def test_a_title_without_a_year() -> None:
    head = (("云川市人大常委会办公室部门整体支出绩效目标表",), (), (), (), (), ())
    table = table_of(target_form(head=head))
    case = [(each.case, each.addresses[0]) for each in check(table=table) if each.id == "PQ23"]
    assert case[0][0] == "no_year"
    assert "PQ23" not in {each.id for each in check(table=table_of(target_form(head=TARGET_HEAD)))}


def test_a_second_point_without_its_number() -> None:
    (only,) = found({"tasks.1.content": "一是召开会议, 是组织代表活动。"}, "PQ24")
    assert only.case == "lost"
    assert "编号“二”" in only.message
    for text in (
        "一是召开会议，二是组织活动，是重点。",
        "一是召开会议，是否完成另行通知。",
        "一是召开会议。",
    ):
        assert found({"tasks.1.content": text}, "PQ24") == []


# --- PQ25 ---


def noted(address: str, note: str, *, text: str = "内容") -> Finding:
    """The finding over a remark that reading made on a cell."""
    reading = read(clean_targets())
    state = CellState.VALUE if text else CellState.BLANK
    cells = [
        replace(cell, note=note, text=text, state=state) if cell.address == address else cell
        for cell in reading.cells
    ]
    (only,) = [each for each in check(table=assemble(form=reading.form, cells=cells)) if each.id == "PQ25"]
    return only


@pytest.mark.parametrize(
    ("address", "note", "text", "case"),
    [
        ("tasks.1.content", "原文在第3列，按内容归到第4列", "内容", "shifted"),
        ("tasks.1.content", "整行左移，只有一段文字", "内容", "shifted"),
        ("tasks.1.content", "名称和内容原文写在同一格", "内容", "merged"),
        ("tasks.1.content", "由第3行和第4行两段拼接（跨页断开）", "内容", "broken_rows"),
        ("tasks.1.expected", "这一格的内容被挤出表外", "", "value_lost"),
    ],
)
def test_what_reading_remarked(address: str, note: str, text: str, case: str) -> None:
    only = noted(address, note, text=text)
    assert (only.case, only.addresses) == (case, (address,))


def test_a_lost_value_filled_in_again_is_no_fault() -> None:
    reading = read(clean_targets())
    cells = [replace(cell, note="被挤出表外") if cell.address == GOALS else cell for cell in reading.cells]
    assert check(table=assemble(form=reading.form, cells=cells)) == ()


def test_remarks_on_the_whole_document() -> None:
    table = table_of(clean_targets())
    problems = [
        Problem("copies_read_once", "…", Place(7, 1)),
        Problem("rule_dropped", "…", Place(9, 1)),
        Problem("header_repeated", "…"),
        Problem("page_number_dropped", "…", Place(11, 1)),
    ]
    found = check(table=table, problems=problems)
    assert [(each.case, each.addresses) for each in found] == [
        ("copies", ("head.title",)),
        ("rules_left", ("head.title",)),
        ("header_repeated", ("head.title",)),
    ]
    assert "第 7 行" in found[0].message
    assert "1 处" in found[2].message


def test_a_task_without_a_name() -> None:
    (only,) = found({"tasks.2.name": ""}, "PQ25")
    assert only.addresses == ("tasks.2.name",)
    assert "第2项任务（200,000.00 元）" in only.message


def test_markup_taken_out_and_markup_left() -> None:
    reading = read(clean_targets())
    cells = [
        replace(cell, raw="<p>开好代表大会。</p>&nbsp;") if cell.address == GOALS else cell
        for cell in reading.cells
    ]
    (only,) = check(table=assemble(form=reading.form, cells=cells))
    assert (only.id, only.case, only.severity.value) == ("PQ25", "markup_removed", "B")
    (left,) = found({GOALS: "开好代表大会。<br/>----（续表）"}, "PQ25")
    assert left.proposal is not None
    assert (left.case, left.proposal.text) == ("debris", "开好代表大会。")


def test_a_text_cut_off() -> None:
    (only,) = found({"tasks.1.content": "组织会议、"}, "PQ25")
    assert (only.case, only.addresses) == ("cut_off", ("tasks.1.content",))


def test_long_lists_of_rows_are_cut_short() -> None:
    reading = read(clean_targets())
    cells = [
        replace(cell, note="原文在第3列，按内容归到第4列", place=Place(order, 1))
        for order, cell in enumerate(reading.cells)
    ]
    shown = [each.message for each in check(table=assemble(form=reading.form, cells=cells))]
    assert any("行等" in message for message in shown)


def test_quotations_inside_a_quotation_take_single_marks() -> None:
    table = spoiled(clean_targets(), {"tasks.2.name": "“智慧人大”系统运维", "tasks.2.content": "运维。"})
    (only,) = [each for each in check(table=table) if each.id == "PQ13"]
    assert "任务“‘智慧人大’系统运维”" in only.message
