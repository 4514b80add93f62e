"""The door of documents: keep and read files, read sources, render sheets."""

from congress.platform.documents.readers import read_source
from congress.platform.documents.renderers import render_docx, render_html, render_pdf, render_xlsx
from congress.platform.documents.selectors import file_for
from congress.platform.documents.sniffing import sniff
from congress.platform.documents.storing import add_version, content_of, store_file, stored_file

__all__ = [
    "add_version",
    "content_of",
    "file_for",
    "read_source",
    "render_docx",
    "render_html",
    "render_pdf",
    "render_xlsx",
    "sniff",
    "store_file",
    "stored_file",
]
