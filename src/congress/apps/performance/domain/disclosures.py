"""Reading: a source recognised as a form and read into cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from congress.apps.performance.domain.cells import Reading
from congress.apps.performance.domain.cleaning import label_base, label_of
from congress.apps.performance.domain.copies import read_once
from congress.apps.performance.domain.detection import recognise
from congress.apps.performance.domain.forms import FORMS, SIGNATURES
from congress.apps.performance.domain.forms.wordings import canonical
from congress.apps.performance.domain.lines import Collector, Line, lines_of
from congress.platform.documents.contracts import SourceText

_BEFORE_COLON = re.compile(r"([^:：\n]{2,24})[:：]\s*\S")


def read_disclosure(*, source: SourceText) -> Reading:
    """Read a published performance table into cells, every one with raw text, place and confidence.

    Raises NotUnderstood, with a Chinese sentence saying what to do, when the source follows no known form.
    """
    collector = Collector()
    lines = read_once(lines_of(source=source, collector=collector), collector=collector)
    labels = canonical(_labels(lines))
    has_text = bool(lines)
    signature = recognise(labels=labels, has_text=has_text, signatures=SIGNATURES)
    form = FORMS[signature.form or ""]
    form.read(lines, collector)
    return collector.reading(form=form.key)


def _labels(lines: Iterable[Line]) -> Iterator[str]:
    """Every cell worded like a label, and what stands before the colon where label and value share a cell."""
    for line in lines:
        for piece in line.filled:
            if piece.label:
                yield piece.base
            if found := _BEFORE_COLON.match(piece.text):
                yield label_base(label_of(found[1]))
