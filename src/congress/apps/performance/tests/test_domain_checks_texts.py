"""Wording checks: one year, one name, and list numbers in order."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain import Finding, check
from congress.apps.performance.domain.checks import PREDICATES
from congress.apps.performance.domain.checks.numbering import numbering_faults
from congress.apps.performance.tests.sources import TARGET_HEAD, evaluation_form, table_of, target_form
from congress.standards.indicators import performance_checks


def found(text: str, name: str) -> list[Finding]:
    """The findings of one check."""
    return [finding for finding in check(table=table_of(text)) if finding.id == name]


def headed(title: str, notice: str, form_title: str) -> str:
    """The form under another heading, for 2026."""
    return target_form(head=((title,), (notice,), (form_title,), ("(2026年)",)))


NOTICE = "按照通知要求，现将 2025 年云川市人大常委会办公室部门整体支出绩效目标批复情况公开如下："


def test_one_year_everywhere() -> None:
    assert found(target_form(), "PQ23") == []
    (notice,) = found(headed(TARGET_HEAD[0][0], NOTICE, "云川市绩效目标表"), "PQ23")
    assert (notice.case, notice.addresses) == ("notice_year", ("head.notice", "head.year"))
    assert notice.proposal is not None
    assert notice.proposal.text == NOTICE.replace("2025", "2026")
    titles = found(headed("2024年绩效目标批复情况", "略。", "2025年绩效目标表"), "PQ23")
    assert [(each.case, each.proposal and each.proposal.address) for each in titles] == [
        ("title_year", "head.title"),
        ("title_year", "head.form_title"),
    ]


def test_years_of_quoted_documents_and_unread_years_are_left_alone() -> None:
    quoted = "根据《办法》（云财〔2020〕149号）和2024年通知，现将2026年情况公开如下："
    assert found(headed("2026年绩效目标批复情况", quoted, "云川市绩效目标表"), "PQ23") == []
    text = target_form(head=(("2025年绩效目标批复情况",), ("绩效目标表",), ("(今年)",)))
    assert found(text, "PQ23") == []


@pytest.mark.parametrize(
    ("title", "form_title", "differs"),
    [
        ("绩效目标批复情况", "云川市绩效目标申报表", True),
        ("绩效目标批复情况", "云川市绩效目标批复表", False),
        ("绩效目标批复情况", "云川市绩效目标表", False),
        ("绩效目标情况", "云川市绩效目标申报表", False),
    ],
)
def test_names_of_the_stage(title: str, form_title: str, differs: bool) -> None:
    assert [each.case for each in found(headed(title, "略。", form_title), "PQ23")] == [
        "stage_name"
    ] * differs


def test_a_target_form_over_a_self_evaluation() -> None:
    text = evaluation_form(head=(("部门整体支出绩效目标表",), ("部门整体支出绩效自评表",)))
    (finding,) = found(text, "PQ23")
    assert "绩效目标" in finding.message
    assert found(evaluation_form(head=(("部门整体支出情况",), ("部门整体支出绩效自评表",))), "PQ23") == []


def faults(text: str) -> list[tuple[str, str, str]]:
    """Faults of numbering as kind, number before and number after."""
    return [(fault.kind, fault.before, fault.after) for fault in numbering_faults(text, largest_gap=3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 甲；2. 乙；3. 丙。", []),
        ("1、甲。2、乙。\n3、丙。", []),
        ("1. 甲。2. 乙。4. 丁。", [("gap", "2", "4")]),
        ("1. 甲。2. 乙。2. 丙。", [("repeated", "2", "2")]),
        ("1. 甲。2. 乙，全媒体共振 3. 跨域传播。4. 丁。", [("mid_sentence", "2", "3")]),
        ("1. 甲。2. 乙。9. 不是同一串。", []),
        ("1. 甲。2. 乙。1. 又从头。2. 乙。", []),
        ("2. 没有开头。4. 也不算。", []),
        ("1、2026年做好甲。2、乙。", []),
        ("版本1.5和2.0，共1、2、3号楼。", []),
        ("1. 甲共有5. 个。2. 乙。", []),
        ("1. 甲。2. 乙。1. 丙。3. 丁。", [("gap", "1", "3")]),
        ("1. 甲。2. 乙。3. 丙。2. 回头。", []),
        ("一、甲。二、乙。四、丁。", [("gap", "二", "四")]),
        ("一是甲。二是乙。三是丙。", []),
        ("一是甲。三是丙。", [("gap", "一", "三")]),
        ("一、甲，其中二、三产业。三、丙。", [("gap", "一", "三")]),
        ("", []),
    ],
)
def test_numbering(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert faults(text) == expected


def test_the_sentence_says_whose_text_and_what_is_missing() -> None:
    text = target_form(tasks=(("", "立法", "1. 甲。2. 乙。5. 戊。", "500,000.00", "1. 甲 2. 乙。"),))
    gap, mid = found(text, "PQ24")
    assert gap.addresses == ("tasks.1.content",)
    assert all(word in gap.message for word in ("立法：主要实施内容", "“2”", "“5”", "“3”、“4”"))
    assert "甲 2. 乙" in mid.message
    nameless = target_form(tasks=(("", "", "1. 甲。2. 乙。4. 丁。", "500,000.00", ""),))
    assert "第1项任务" in found(nameless, "PQ24")[0].message


def test_numbering_of_goals() -> None:
    text = target_form(goals=(("总体绩效目标", "<p>1. 甲。</p><p>3. 丙。</p>"),))
    assert found(text, "PQ24")[0].addresses == ("goals.overall",)


def test_every_rule_of_the_catalogue_has_its_predicate_and_the_other_way_round() -> None:
    assert set(performance_checks()) == set(PREDICATES)


def test_a_place_may_switch_checks_off() -> None:
    text = headed(TARGET_HEAD[0][0], NOTICE, "云川市绩效目标表")
    rules = {name: rule for name, rule in performance_checks().items() if name != "PQ23"}
    everything, some = check(table=table_of(text)), check(table=table_of(text), rules=rules)
    assert some == tuple(each for each in everything if each.id != "PQ23") != everything
