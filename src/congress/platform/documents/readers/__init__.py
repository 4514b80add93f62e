"""Readers: a file's bytes in, its rows out; nothing stored, nothing executed, nothing fetched."""

from __future__ import annotations

from typing import Final

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.readers import docx, html, pdf, refusals, text, xlsx
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import DOCX, HTML, PDF, TEXT, XLSX, title_of

__all__ = ["READABLE_MEDIA_TYPES", "read_source"]

READABLE_MEDIA_TYPES: Final = frozenset({TEXT, HTML, DOCX, XLSX, PDF})


def read_source(*, content: bytes, media_type: str, limits: Limits = LIMITS) -> SourceText:
    """A whole document as rows in reading order. `media_type` is what `sniffing.sniff` found.

    Raises RuleViolation with a Chinese sentence when there is no reader for the type, or when the content is
    too large, locked, broken or without text.
    """
    limit_bytes = limits.text_bytes if media_type in (TEXT, HTML) else limits.file_bytes
    if len(content) > limit_bytes:
        raise refusals.too_large(size_bytes=len(content), limit_bytes=limit_bytes)
    readers = {TEXT: text.read, HTML: html.read, DOCX: docx.read, XLSX: xlsx.read, PDF: pdf.read}
    if media_type not in readers:
        raise refusals.unreadable(kind=title_of(media_type=media_type))
    return readers[media_type](content=content, limits=limits)
