"""Renderers: one neutral sheet in, HTML, DOCX, PDF or XLSX out; nothing stored, nothing fetched."""

from __future__ import annotations

from congress.platform.documents.renderers.docx import render_docx
from congress.platform.documents.renderers.html import render_html, render_html_page
from congress.platform.documents.renderers.pdf import FontsMissing, render_pdf
from congress.platform.documents.renderers.previews import page_count, preview_png
from congress.platform.documents.renderers.xlsx import render_xlsx

__all__ = [
    "FontsMissing",
    "page_count",
    "preview_png",
    "render_docx",
    "render_html",
    "render_html_page",
    "render_pdf",
    "render_xlsx",
]
