"""One list of words: each name once, spelt one way, and never passed off as sourced."""

from __future__ import annotations

import re
import runpy

import pytest

from congress.standards.codes import load_table
from congress.standards.glossary import Glossary, glossary_from_fields, load_glossary, markdown
from congress.standards.tests.refusals import refused
from congress.standards.yaml_files import read_yaml_text

TERM = (
    "{{english: {english}, chinese: {chinese}, meaning: {meaning}, source: {source}, verified: {verified}}}"
)


def term(
    *,
    english: str = "deputy",
    chinese: str = "代表",
    meaning: str = "一个人。",
    source: str = "代表法第二条",
    verified: str = "true",
) -> str:
    """One word as it stands in the file."""
    return TERM.format(english=english, chinese=chinese, meaning=meaning, source=source, verified=verified)


def read(*terms: str) -> Glossary:
    """A glossary of one group."""
    text = f"groups: [{{name: g, title: 组, terms: [{', '.join(terms)}]}}]"
    return glossary_from_fields(read_yaml_text(text, place="试验"))


def test_the_glossary_that_ships() -> None:
    glossary = load_glossary()
    assert glossary is load_glossary()
    assert len(glossary.terms) >= 120
    names = [entry.english for entry in glossary.terms]
    assert len(set(names)) == len(names)
    assert len({entry.kebab for entry in glossary.terms}) == len(names)
    for entry in glossary.terms:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", entry.english)
        assert entry.kebab.replace("-", "_") == entry.english
        assert entry.verified == (entry.source is not None)


def test_finding_words() -> None:
    glossary = load_glossary()
    assert glossary.english("standing-committee") is glossary.english("standing_committee")
    assert glossary.english("standing_committee").words == "standing committee"
    assert glossary.chinese("代表建议").english == "suggestion"
    with pytest.raises(KeyError):
        glossary.english("parliament")
    with pytest.raises(KeyError):
        glossary.chinese("议会")


def test_code_tables_use_the_same_names_for_the_same_bodies() -> None:
    kinds = load_table("body_kinds")
    shared = [entry for entry in load_glossary().terms if kinds.find(entry.english)]
    assert len(shared) > 8
    for entry in shared:
        assert entry.english in {kind.code for kind in kinds.called(entry.chinese)}, entry.english


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ((term(), term(chinese="人大代表")), "glossary.twice"),
        ((term(), term(english="delegate")), "glossary.twice"),
        ((term(english="Deputy"),), "standards.bad_field"),
        ((term(english="deputy-group"),), "standards.bad_field"),
        ((term(meaning="一个人"),), "standards.bad_field"),
        ((term(meaning="一|个。"),), "standards.bad_field"),
        ((term(source=""),), "standards.bad_field"),
        ((term(verified="false"),), "standards.bad_field"),
    ],
)
def test_wrong_entries(terms: tuple[str, ...], code: str) -> None:
    with refused(code):
        read(*terms)


def test_the_reference_page_marks_what_has_no_source() -> None:
    page = markdown(read(term(), term(english="body", chinese="机构", source="", verified="false")))
    assert "| 代表 | `deputy` | 一个人。 | 代表法第二条 |" in page
    assert "| 机构 | `body` | 一个人。 | 未核实 |" in page
    assert page.endswith("\n")


@pytest.mark.filterwarnings("ignore:.*found in sys.modules.*:RuntimeWarning")
def test_run_as_a_module_it_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_module("congress.standards.glossary", run_name="__main__")
    assert capsys.readouterr().out.startswith("# 中英术语 · Glossary\n")
