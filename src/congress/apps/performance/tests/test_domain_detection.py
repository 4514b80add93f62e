"""A form is told by its labels; what is no readable form is refused in words that help."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain import FORMS, NotUnderstood, assemble, official_layout, read_disclosure
from congress.apps.performance.domain.detection import Signature, recognise
from congress.apps.performance.domain.forms import SIGNATURES
from congress.apps.performance.tests.sources import evaluation_form, read, source_of, target_form
from congress.standards.errors import RuleViolation


def test_both_families_are_told_apart() -> None:
    assert read(target_form()).form == "dongguan"
    assert read(evaluation_form()).form == "shenzhen"


def test_every_signature_weighs_a_hundred() -> None:
    assert [sum(signature.marks.values()) for signature in SIGNATURES] == [100] * len(SIGNATURES)
    assert {signature.form for signature in SIGNATURES if signature.form} == set(FORMS)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "performance.no_text", "没有可以读取的文字"),
        ("\t\t\n  \n", "performance.no_text", "扫描件"),
        ("关于召开会议的通知\n各部门：\n请准时参加。", "performance.not_a_disclosure", "缺少“"),
        ("总计\t财政拨款\t绩效目标\t绩效指标", "performance.not_a_disclosure", "没有认出"),
    ],
)
def test_what_is_not_understood_says_why(text: str, code: str, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words) as caught:
        read_disclosure(source=source_of(text))
    assert isinstance(caught.value, RuleViolation)
    assert caught.value.code == code
    assert caught.value.message.endswith("。")


def test_a_form_known_by_name_alone_is_refused_by_name() -> None:
    known = Signature(name="某地的表", marks={"甲": 60, "乙": 40}, required=frozenset({"甲"}), form=None)
    with pytest.raises(NotUnderstood, match="某地的表") as caught:
        recognise(labels=frozenset({"甲"}), has_text=True, signatures=(known,))
    assert caught.value.code == "performance.form_not_supported"


def test_a_form_may_ask_for_the_beginning_of_a_label() -> None:
    form = Signature(name="表", marks={"甲": 100}, required=frozenset(), form="x", starts=("项目名称",))
    assert form.score(frozenset({"甲", "项目名称(单位)"})) == 100
    assert form.score(frozenset({"甲"})) == 0


def test_an_unknown_form_cannot_be_laid_out() -> None:
    with pytest.raises(NotUnderstood, match="不认识版式"):
        official_layout(table=assemble(form="elsewhere", cells=()))
