"""Readers: a file's bytes in, its rows out; nothing stored, nothing executed, nothing fetched."""

from __future__ import annotations

from typing import Final

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.readers import doc, docx, html, ofd, pdf, refusals, text, xls, xlsx
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import (
    DOC,
    DOCX,
    HTML,
    OFD,
    PDF,
    TEXT,
    XLS,
    XLSX,
    title_of,
)

__all__ = ["READABLE_MEDIA_TYPES", "read_source"]

_READERS: Final = {
    TEXT: text.read,
    HTML: html.read,
    DOCX: docx.read,
    XLSX: xlsx.read,
    DOC: doc.read,
    XLS: xls.read,
    PDF: pdf.read,
    OFD: ofd.read,
}
READABLE_MEDIA_TYPES: Final = frozenset(_READERS)


def read_source(*, content: bytes, media_type: str, limits: Limits = LIMITS) -> SourceText:
    """A whole document as rows in reading order. `media_type` is what `sniffing.sniff` found.

    Raises RuleViolation with a Chinese sentence when there is no reader for the type, or when the content is
    too large, locked, broken or without text.
    """
    limit_bytes = limits.text_bytes if media_type in (TEXT, HTML) else limits.file_bytes
    if len(content) > limit_bytes:
        raise refusals.too_large(size_bytes=len(content), limit_bytes=limit_bytes)
    if media_type not in _READERS:
        raise refusals.unreadable(kind=title_of(media_type=media_type))
    return _READERS[media_type](content=content, limits=limits)
