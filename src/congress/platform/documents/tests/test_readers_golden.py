"""Published documents, read from the shared material: what they print is what is read."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.media_types import DOCX, PDF, TEXT
from congress.platform.documents.sniffing import sniff

from .making import docx_of, p, shared, tc, texts

DISCLOSURES = (
    "dongguan-2023-targets.txt",
    "dongguan-2026-targets.txt",
    "guangzhou-2025-projects.txt",
    "lianjiang-2024-targets.txt",
    "shenzhen-2021-self-evaluation.txt",
)
BUDGETS = (
    ("03-putuo-gov-office-2025-dept-budget", 22),
    ("05-putuo-commerce-2025-dept-budget", 26),
    ("13-putuo-final-template", 23),
)
_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d{2}")


def read_pdf(name: str) -> SourceText:
    return read_source(content=shared("data", "budgets", f"{name}.pdf").read_bytes(), media_type=PDF)


@pytest.mark.parametrize("name", DISCLOSURES)
def test_disclosures_are_text_and_nothing_is_lost(name: str) -> None:
    content = shared("disclosures", name).read_bytes()
    assert sniff(head=content[:4096], whole=content, name=name).media_type == TEXT
    source = read_source(content=content, media_type=TEXT)
    lines = content.decode("utf-8").split("\n")
    assert {row.line: "\t".join(cell.text for cell in row.cells) for row in source.rows} == {
        number: line.rstrip("\r")
        for number, line in enumerate(lines, start=1)
        if line.strip() or "\t" in line
    }


@pytest.mark.parametrize("name", DISCLOSURES)
def test_disclosures_through_word_give_the_same_cells(name: str) -> None:
    rows = [
        row
        for row in texts(read_source(content=shared("disclosures", name).read_bytes(), media_type=TEXT))
        if len(row) > 1
    ]
    body = "".join(f"<w:tr>{''.join(tc(_escaped(cell)) for cell in row)}</w:tr>" for row in rows)
    source = read_source(content=docx_of(f"{p('表')}<w:tbl>{body}</w:tbl>"), media_type=DOCX)
    assert texts(source)[1:] == rows


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "pages"), BUDGETS)
def test_every_amount_of_a_budget_is_read(name: str, pages: int) -> None:
    source = read_pdf(name)
    assert max(row.page or 0 for row in source.rows) == pages
    written = shared("data", "budgets", f"{name}.txt").read_text("utf-8")
    read = "\n".join(cell for row in texts(source) for cell in row)
    assert sorted(_AMOUNT.findall(read)) == sorted(_AMOUNT.findall(written))


@pytest.mark.slow
def test_columns_of_a_budget_table_add_up_over_two_pages() -> None:
    rows = [
        row
        for row in read_pdf("03-putuo-gov-office-2025-dept-budget").rows
        if row.page in (11, 12) and row.table
    ]
    assert len({row.table for row in rows}) == 1
    items = [[cell.text for cell in row.cells] for row in rows if row.cells[2].text.isdigit()]
    total = [cell.text for cell in rows[-1].cells]
    assert total[0] == "合计"
    for column in (4, 5, 6):
        found = sum(Decimal(item[column].replace(",", "") or 0) for item in items)
        assert found == Decimal(total[column].replace(",", ""))
