"""The same table is the same rows, whatever file it comes in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.readers import read_source
from congress.platform.documents.renderers import render_docx, render_html, render_pdf, render_xlsx
from congress.platform.documents.sniffing import sniff

from . import alike


def read(content: bytes) -> SourceText:
    sniffed = sniff(head=content[:4096], whole=content, name="表")
    return read_source(content=content, media_type=sniffed.media_type)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(alike.as_html, id="html"),
        pytest.param(lambda: f"<body>{render_html(sheet=alike.as_sheet())}".encode(), id="html, ours"),
        pytest.param(lambda: render_docx(sheet=alike.as_sheet()), id="docx"),
        pytest.param(lambda: render_xlsx(sheet=alike.as_sheet()), id="xlsx"),
        pytest.param(alike.as_doc, id="doc"),
        pytest.param(alike.as_xls, id="xls"),
        pytest.param(alike.as_ofd, id="ofd"),
        pytest.param(lambda: render_pdf(sheet=alike.as_sheet()), id="pdf", marks=pytest.mark.slow),
    ],
)
def test_texts_order_blanks_and_merges(made: Callable[[], bytes]) -> None:
    assert alike.shape_of(read(made())) == alike.expected()


def test_text_says_the_same_without_merges() -> None:
    told = [[text for text, _origin in line] for line in alike.shape_of(read(alike.as_text()))]
    assert told == [[text for text, _origin in line] for line in alike.expected()]
