"""The door of documents: keep and read files, read sources, render sheets."""

from congress.platform.documents.readers import read_source
from congress.platform.documents.renderers import (
    render_docx,
    render_html,
    render_html_page,
    render_pdf,
    render_xlsx,
)
from congress.platform.documents.selectors import attachment_headers, file_for, same_bytes
from congress.platform.documents.sniffing import sniff
from congress.platform.documents.storing import (
    TakenIn,
    add_version,
    content_of,
    open_file,
    store_file,
    stored_file,
    take_in,
)

__all__ = [
    "TakenIn",
    "add_version",
    "attachment_headers",
    "content_of",
    "file_for",
    "open_file",
    "read_source",
    "render_docx",
    "render_html",
    "render_html_page",
    "render_pdf",
    "render_xlsx",
    "same_bytes",
    "sniff",
    "store_file",
    "stored_file",
    "take_in",
]
