"""What ships as verified is compared with the sources themselves, where they are at hand."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from congress.standards.codes import load_table
from congress.standards.glossary import load_glossary
from congress.standards.rules import CountTerms, DeadlineTerms, Rule, load_rule_book
from congress.standards.values import from_chinese, to_chinese

REPOSITORY = Path(__file__).parents[4]
SHARED = Path(os.environ.get("RENDA_SHARED", REPOSITORY.parent / "shared"))
DATA = SHARED / "data"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(),
    reason="the sources are not beside the repository: set RENDA_SHARED to compare with them",
)
CITED = re.compile(r"第([一二三四五六七八九十百]+)条")


def law_text(law: str) -> str:
    """The text of a law by its full or short name."""
    wanted = law.removeprefix("中华人民共和国").replace("总则编", "")
    files = [path for path in (DATA / "rules").glob("*.md") if re.match(rf"{wanted}[(.-]", path.name)]
    assert len(files) == 1, (law, files)
    return files[0].read_text(encoding="utf-8")


def article_text(law: str, article: str) -> str:
    """The text of one article up to the next."""
    text = law_text(law)
    found = re.search(
        rf"^第{article}条(.*?)(?=^第[一二三四五六七八九十百]+条|^#|\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert found, (law, article)
    return found[1]


@pytest.mark.parametrize("rule", load_rule_book().rules, ids=lambda rule: rule.id)
def test_the_number_stands_in_the_cited_article(rule: Rule) -> None:
    assert rule.source is not None
    text = article_text(rule.source.law, rule.source.article)
    if rule.source.paragraph:
        text = [part for part in text.split("\n\n") if part.strip()][from_chinese(rule.source.paragraph) - 1]
    match rule.terms:
        case DeadlineTerms():
            unit = {"day": "日", "month": "个月"}[rule.terms.unit.value]
            assert f"{to_chinese(rule.terms.amount)}{unit}" in text
            assert rule.terms.extend_to is None or f"{to_chinese(rule.terms.extend_to)}{unit}" in text
            assert ("日前" in text) == rule.terms.is_backward
        case CountTerms():
            assert f"{to_chinese(rule.terms.count)}人以上" in text
        case _:
            assert ("三分之二以上" if rule.terms.is_at_least else "过半数") in text


@pytest.mark.parametrize("rule", load_rule_book().rules, ids=lambda rule: rule.id)
def test_the_text_read_is_the_version_cited(rule: Rule) -> None:
    assert rule.source is not None
    assert rule.source.version is not None
    version = rule.source.version
    assert f"{version.year}年{version.month}月{version.day}日" in law_text(rule.source.law)[:2000]


def test_every_article_the_glossary_and_the_kinds_of_bodies_cite_exists() -> None:
    citations = [term.source for term in load_glossary().terms if term.source]
    citations += [
        entry.source for entry in load_table("body_kinds").entries if entry.source and entry.verified
    ]
    for citation in citations:
        law = re.split("（|第", citation)[0]
        for article in CITED.findall(citation):
            assert article_text(law, article), citation


def test_guangdong_is_as_the_list_says() -> None:
    with (DATA / "regions" / "modood-areas.csv").open(encoding="utf-8") as file:
        listed = {row["code"]: row["name"] for row in csv.DictReader(file) if row["provinceCode"] == "44"}
    shipped = {entry.code: entry.name for entry in load_table("regions").entries}
    assert {code: name for code, name in listed.items() if shipped.get(code) != name} == {}


def test_dongguan_is_as_the_list_says() -> None:
    with (DATA / "regions" / "dongguan-towns-check.tsv").open(encoding="utf-8") as file:
        listed = {
            row["code"]: (row["name"], row["in_geojson"] == "yes")
            for row in csv.DictReader(file, delimiter="\t")
        }
    under = load_table("regions").children("441900")
    assert {entry.code: (entry.name, entry.verified) for entry in under} == listed


def test_verified_subjects_were_seen_in_published_budgets() -> None:
    with (DATA / "budgets" / "subject-codes-observed.tsv").open(encoding="utf-8") as file:
        seen = {row["code"] for row in csv.DictReader(file, delimiter="\t")}
    tables = (load_table("expenditure_function"), load_table("expenditure_economic"))
    assert {entry.code for table in tables for entry in table.entries if entry.verified} == seen
