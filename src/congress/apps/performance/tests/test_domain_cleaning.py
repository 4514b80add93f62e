"""Cleaning takes away what typesetting added and nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congress.apps.performance.domain.cleaning import clean, cleaning_note, escaped, label_base, label_of


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        (" \t ", ""),
        ("<p>1. 开会。</p> <p>2. 立法。</p>", "1. 开会。\n2. 立法。"),
        ("第一行<br/>第二行\r\n第三行\r第四行", "第一行\n第二行\n第三行\n第四行"),
        ("<b>粗</b>体<!-- 注释 -->字", "粗体字"),
        ("年度 主要　任务", "年度主要任务"),
        ("预算 and 决算 20 项", "预算 and 决算 20 项"),
        ("句号。 第二句", "句号。 第二句"),
        ("a&nbsp;b&amp;c &#8805;95% &#x2265;", "a b&c ≥95% ≥"),
        ("零\u200b宽\ufeff", "零宽"),
        ("<5天", "<5天"),
        ("前<script>alert(1)</script>后", "前后"),
        ("前<STYLE>p{}</STYLE>中<script>没有结束", "前中"),
        ("前<script></script", "前"),
        ("A&B &unknown; &ltd", "A&B &unknown; &ltd"),
    ],
)
def test_clean(raw: str, text: str) -> None:
    assert clean(raw) == text


@given(st.text(alphabet="市人大 ab12<>/&;lt#p。\n\t—-", max_size=80))
@settings(deadline=None)
@pytest.mark.slow
def test_what_was_cleaned_survives_being_written_and_read_again(raw: str) -> None:
    text = clean(raw)
    assert clean(escaped(text)) == text


def test_what_looks_like_markup_in_data_is_not_taken_for_markup() -> None:
    text = "低于<p>的 &lt; 写法\n第二段"
    assert clean(escaped(text)) == text


def test_unclosed_markup_costs_linear_time() -> None:
    began = time.perf_counter()
    clean("<script" * 20_000 + "<p" * 20_000)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("raw", "note"),
    [("<p>甲</p>", "去掉了网页标记"), ("人大监 督", "去掉了字中间的空格"), ("甲 1", ""), ("", "")],
)
def test_cleaning_says_what_it_did(raw: str, note: str) -> None:
    assert cleaning_note(raw=raw, text=clean(raw)) == note


def test_labels_are_compared_without_blanks_width_and_colons() -> None:
    assert label_of("预算 金额（万元）：") == "预算金额(万元)"
    assert label_of("长" * 41) == ""
    assert label_base("拟投入的资金(元)") == "拟投入的资金"
    assert label_base("(2026年)") == "(2026年)"
