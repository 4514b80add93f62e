"""The kinds of file the platform takes, and what users call them."""

from __future__ import annotations

from typing import Final

TEXT: Final = "text/plain"
HTML: Final = "text/html"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
PDF: Final = "application/pdf"
OFD: Final = "application/ofd"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"

# Media type: extension with its dot, and title.
KINDS: Final = {
    TEXT: (".txt", "文本"),
    HTML: (".html", "网页"),
    DOCX: (".docx", "Word 文档"),
    XLSX: (".xlsx", "Excel 工作簿"),
    DOC: (".doc", "旧版 Word 文档"),
    XLS: (".xls", "旧版 Excel 工作簿"),
    PDF: (".pdf", "PDF 文档"),
    OFD: (".ofd", "OFD 文档"),
    PNG: (".png", "PNG 图片"),
    JPEG: (".jpg", "JPEG 图片"),
}


def title_of(*, media_type: str) -> str:
    """What users call this kind; `文件` for one that is not taken."""
    return KINDS[media_type][1] if media_type in KINDS else "文件"
