"""Opening a PDF, one at a time: the engine behind it is not made for several threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from congress.platform.documents.readers import refusals

KIND = "PDF 文档"
_ENGINE = threading.Lock()


@contextmanager
def opened(*, content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, with the engine held for this thread alone until the block is left.

    Raises RuleViolation when a password is wanted or when it is broken.
    """
    with _ENGINE:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as fault:
            if getattr(fault, "err_code", None) == raw.FPDF_ERR_PASSWORD:
                raise refusals.locked(kind=KIND) from fault
            raise refusals.broken(kind=KIND) from fault
        try:
            yield document
        except pypdfium2.PdfiumError as fault:
            raise refusals.broken(kind=KIND) from fault
        finally:
            document.close()
