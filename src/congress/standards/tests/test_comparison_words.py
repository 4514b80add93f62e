"""Words of indicators and observations are data: complete, sourced, and refused when written wrongly."""

from __future__ import annotations

import string

import pytest

from congress.standards.indicators.meanings import vocabulary, vocabulary_from_fields
from congress.standards.indicators.observations import observation_rules, observations_from_fields
from congress.standards.tests.refusals import refused
from congress.standards.yaml_files import read_yaml_text

WORDS = """
version: "1"
source: 公开表格
verified: false
lowest: 60
sure: 80
fillers: [的, 有关]
synonyms: {代表: [人大代表]}
measures: [{code: count, label: 数量, words: [次数]}]
topics: [{code: training, label: 培训, words: [培训]}]
units: [{code: things, units: [次]}]
"""
OBSERVATION = """
version: "1"
observations:
  - id: CM03
    title: 大幅变动
    basis: 经验
    source: 公开表格
    verified: false
    parameters: {jump: "0.50"}
    cases:
      rose: {severity: O, message: "从{before}到{after}。"}
"""


def test_long_words_come_before_short_ones() -> None:
    words = vocabulary()
    for listed in (words.fillers, [word for word, _ in words.synonyms], [word for word, _ in words.measures]):
        assert [len(word) for word in listed] == sorted((len(word) for word in listed), reverse=True)
    assert 0 < words.lowest < words.sure <= 100


def test_every_measure_and_topic_has_a_label_and_synonyms_lead_to_a_word_of_their_own() -> None:
    words = vocabulary()
    assert {code for _, code in (*words.measures, *words.topics)} == set(words.labels)
    meanings = dict(words.synonyms)
    assert all(meanings[meaning] == meaning for meaning in meanings.values())


def test_a_vocabulary_written_wrongly() -> None:
    assert vocabulary_from_fields(read_yaml_text(WORDS, place="词表")).units == {"次": "things"}
    twice = WORDS.replace("{代表: [人大代表]}", "{代表: [人大代表], 人大: [人大代表]}")
    with refused("standards.bad_field"):
        vocabulary_from_fields(read_yaml_text(twice, place="词表"))
    with refused("standards.unknown_field"):
        vocabulary_from_fields(read_yaml_text(WORDS + "more: 1\n", place="词表"))


def test_every_observation_says_its_basis_and_fills_only_named_places() -> None:
    rules = observation_rules()
    assert list(rules) == sorted(rules)
    for rule in rules.values():
        assert rule.basis
        assert rule.source
        for case in rule.cases.values():
            fields = [name for _, name, _, _ in string.Formatter().parse(case.message) if name is not None]
            assert all(name.isidentifier() for name in fields)
            assert case.message.endswith("。")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("id: CM03", "id: PQ03", "standards.bad_field"),
        ("severity: O", "severity: X", "standards.bad_field"),
        ("title: 大幅变动", "name: 大幅变动", "standards.missing_field"),
        ('jump: "0.50"', "jump: 0.50", None),
    ],
)
def test_an_observation_written_wrongly(before: str, after: str, code: str | None) -> None:
    text = OBSERVATION.replace(before, after)
    if code is None:
        assert observations_from_fields(read_yaml_text(text, place="目录"))["CM03"].decimal("jump") * 2 == 1
        return
    with refused(code):
        observations_from_fields(read_yaml_text(text, place="目录"))


def test_an_observation_written_twice() -> None:
    entry = OBSERVATION.partition("observations:\n")[2]
    with refused("standards.bad_field"):
        observations_from_fields(read_yaml_text(OBSERVATION + entry, place="目录"))
