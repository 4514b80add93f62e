"""One disclosure in every format that is taken: the same data, and the same findings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files
from pathlib import Path

import pytest

from congress.apps.performance.domain import (
    PerformanceTable,
    assemble,
    check,
    official_layout,
    read_disclosure,
)
from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.table import Entry
from congress.apps.performance.forms import ACCEPTED
from congress.apps.performance.presenters.sheets import sheet_of
from congress.platform.documents.api import (
    read_source,
    render_docx,
    render_html,
    render_pdf,
    render_xlsx,
    sniff,
)
from congress.platform.documents.contracts import Sheet
from congress.platform.documents.tests.ofd_copies import ofd_copy
from congress.standards.values.written import closed_up

SAMPLES = files("congress.apps.performance") / "samples"
TARGETS = "yunchuan-2026-targets.txt"
NAMES = sorted(path.name for path in SAMPLES.iterdir() if path.name.endswith(".txt"))
FILES = Path(__file__).parent / "files"
Told = dict[str, object]


def typed(content: bytes) -> PerformanceTable:
    sniffed = sniff(head=content[:4096], whole=content, name="表")
    reading = read_disclosure(source=read_source(content=content, media_type=sniffed.media_type))
    return assemble(form=reading.form, cells=reading.cells)


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


@cache
def sheet(name: str) -> Sheet:
    return sheet_of(official_layout(table=typed(sample(name))))


def yuan(entry: Entry[Amount]) -> Decimal | None:
    return entry.value.yuan if entry.value else None


def told(table: PerformanceTable) -> Told:
    """What the table says, without how it was written: blanks beside figures come and go with the format."""
    return {
        "title": closed_up(table.title.text),
        "body": table.body_name.text,
        "year": table.year.value,
        "staff": table.staff_count.value,
        "notice": closed_up(table.notice.text),
        "goals": closed_up(table.goals.text),
        "money": {entry.address: yuan(entry) for entry in (*table.money.spending, *table.money.sources)},
        "tasks": [
            (closed_up(each.name.text), closed_up(each.content.text), yuan(each.amount))
            for each in table.tasks
        ],
        "indicators": [
            tuple(closed_up(each.text) for each in (row.level1, row.level2, row.name, row.period, row.annual))
            for row in table.all_indicators
        ],
        "projects": [(closed_up(each.name.text), yuan(each.money.total)) for each in table.projects],
        "unread": table.unread,
    }


RENDERED: dict[str, Callable[[str], bytes]] = {
    "html": lambda name: f"<body>{render_html(sheet=sheet(name))}".encode(),
    "docx": lambda name: render_docx(sheet=sheet(name)),
    "xlsx": lambda name: render_xlsx(sheet=sheet(name)),
    "pdf": lambda name: render_pdf(sheet=sheet(name)),
    "ofd": lambda name: ofd_copy(render_pdf(sheet=sheet(name))),
}
SLOW = ("pdf", "ofd")
CASES = [
    pytest.param(
        name, partial(made, name), id=f"{name}-{kind}", marks=[pytest.mark.slow] if kind in SLOW else []
    )
    for name in NAMES
    for kind, made in RENDERED.items()
] + [
    pytest.param(TARGETS, (FILES / "targets.doc").read_bytes, id=f"{TARGETS}-doc"),
    pytest.param(TARGETS, (FILES / "targets.xls").read_bytes, id=f"{TARGETS}-xls"),
]


@pytest.mark.parametrize(("name", "made"), CASES)
def test_the_same_data_and_no_finding_that_the_format_has_made(name: str, made: Callable[[], bytes]) -> None:
    def found(table: PerformanceTable) -> set[tuple[str, str, tuple[str, ...]]]:
        return {(each.id, each.case, each.addresses) for each in check(table=table)}

    written, read = typed(sample(name)), typed(made())
    assert told(read) == told(written)
    assert found(read) - found(written) == set()


def test_what_the_upload_offers_is_what_is_read() -> None:
    assert set(ACCEPTED.split(",")) == {
        ".txt", ".csv", ".html", ".htm", ".docx", ".doc", ".wps", ".xlsx", ".xls", ".et", ".pdf", ".ofd",
    }  # fmt: skip
