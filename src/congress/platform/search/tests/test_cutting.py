"""The two cuts of a text: the same tokens whatever the script, short chunks, nothing lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.platform.search.cutting import (
    CHUNK_CHARACTERS,
    TOKEN_LIMIT,
    characters,
    chunks,
    coarse_words,
    words,
)

SAFE = re.compile(r"[0-9a-z\u3005\u3007\u3400-\u4db5\u4e00-\u9fcb]+")


@pytest.mark.parametrize(
    ("text", "coarse", "fine", "single"),
    [
        ("人大代表", ["人大代表"], ["人大", "代表", "人大代表"], ["人", "大", "代", "表"]),
        ("预算联网监督", ["预算", "联网", "监督"], ["预算", "联网", "监督"], list("预算联网监督")),
        ("2026年度", ["2026", "年度"], ["2026", "年度"], ["2026", "年", "度"]),
        ("Ａ座①号", ["a", "座", "1", "号"], ["a", "座", "1", "号"], ["a", "座", "1", "号"]),
        ("GB3304", ["gb", "3304"], ["gb3304", "gb", "3304"], ["gb", "3304"]),
        ("⼈⼤", ["人大"], ["人大"], ["人", "大"]),
        ("王𫠜", ["王", "x2b81c"], ["王", "x2b81c"], ["王", "x2b81c"]),
        ("——，。", [], [], []),
    ],
)
def test_a_text_is_cut_coarse_fine_and_single(
    text: str, coarse: list[str], fine: list[str], single: list[str]
) -> None:
    assert (coarse_words(text), words(text), characters(text)) == (coarse, fine, single)


@pytest.mark.slow
@given(st.text(max_size=400))
def test_every_token_is_one_that_both_databases_keep_as_it_is(text: str) -> None:
    for token in [*words(text), *characters(text)]:
        assert SAFE.fullmatch(token)
        assert len(token) <= TOKEN_LIMIT


@pytest.mark.slow
@given(st.text(alphabet="预算绩效人大代表常务委员会a1，。\n", max_size=6000))
def test_chunks_stay_short_and_lose_nothing(text: str) -> None:
    pieces = chunks(text)
    assert all(len(piece) <= CHUNK_CHARACTERS for piece in pieces)
    assert all(len(words(piece)) <= 2000 and len(characters(piece)) <= 2000 for piece in pieces)
    assert set(characters(text)) == {token for piece in pieces for token in characters(piece)}


def test_a_text_is_divided_where_sentences_end() -> None:
    sentence = "市人民代表大会审查和批准本级预算。"
    pieces = chunks(sentence * 200)
    assert len(pieces) > 1
    assert all(piece.endswith("。") for piece in pieces)


def test_a_sentence_without_end_is_divided_with_an_overlap() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(CHUNK_CHARACTERS + 500))
    first, second = chunks(text)
    assert first + second[40:] == text


def test_blank_text_has_no_chunks() -> None:
    assert chunks(" \n\u3000 ") == []
