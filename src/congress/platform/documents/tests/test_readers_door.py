"""The door of the readers, and what all of them have in common."""

from __future__ import annotations

import pytest

from congress.platform.documents.readers import READABLE_MEDIA_TYPES, read_source
from congress.platform.documents.readers.limits import Limits
from congress.platform.documents.readers.media_types import (
    DOC,
    DOCX,
    HTML,
    JPEG,
    KINDS,
    OFD,
    PDF,
    PNG,
    TEXT,
    XLS,
    XLSX,
    title_of,
)
from congress.platform.documents.sniffing import sniff

from .making import docx_of, ofd_of, ofd_text, p, pdf_of, refusal, xlsx_members, zipped
from .old_office import doc_of, label, shared, xls_of

SMALL = {
    TEXT: "预算".encode(),
    HTML: "<!doctype html><p>预算".encode(),
    DOCX: docx_of(p("预算")),
    XLSX: zipped(xlsx_members('<row><c r="A1" t="inlineStr"><is><t>预算</t></is></c></row>')),
    DOC: doc_of([("预算\r", b"")]),
    XLS: xls_of(label(0, 0, 0), before=shared("预算")),
    OFD: ofd_of(ofd_text("预算", 20, 20)),
    PDF: pdf_of("BT /F 12 Tf 20 100 Td (Budget) Tj ET"),
}


@pytest.mark.parametrize("media_type", sorted(READABLE_MEDIA_TYPES))
def test_what_is_sniffed_is_read(media_type: str) -> None:
    content = SMALL[media_type]
    assert sniff(head=content[:512], whole=content, name="a").media_type == media_type
    source = read_source(content=content, media_type=media_type)
    assert source.media_type == media_type
    assert source.rows[0].cells[0].text in ("预算", "Budget")


@pytest.mark.parametrize("media_type", sorted(READABLE_MEDIA_TYPES))
def test_size_is_refused_before_reading(media_type: str) -> None:
    limits = Limits(file_bytes=3, text_bytes=3)
    fault = refusal(lambda: read_source(content=SMALL[media_type], media_type=media_type, limits=limits))
    assert fault.code == "documents.too_large"


@pytest.mark.parametrize("media_type", [PNG, JPEG, "application/zip"])
def test_what_has_no_reader_is_refused(media_type: str) -> None:
    fault = refusal(lambda: read_source(content=b"x", media_type=media_type))
    assert fault.code == "documents.no_reader"
    assert "DOCX" in fault.message


def test_every_kind_has_a_title() -> None:
    assert {title_of(media_type=media_type) for media_type in KINDS} == {title for _, title in KINDS.values()}
    assert title_of(media_type="application/x-unknown") == "文件"
