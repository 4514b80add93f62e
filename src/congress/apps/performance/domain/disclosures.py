"""Reading: a source recognised as a form and read into cells."""

from __future__ import annotations

from congress.apps.performance.domain.cells import Reading
from congress.apps.performance.domain.copies import read_once
from congress.apps.performance.domain.detection import recognise
from congress.apps.performance.domain.forms import FORMS, SIGNATURES
from congress.apps.performance.domain.forms.wordings import canonical
from congress.apps.performance.domain.lines import Collector, lines_of
from congress.platform.documents.contracts import SourceText


def read_disclosure(*, source: SourceText) -> Reading:
    """Read a published performance table into cells, every one with raw text, place and confidence.

    Raises NotUnderstood, with a Chinese sentence saying what to do, when the source follows no known form.
    """
    collector = Collector()
    lines = read_once(lines_of(source=source, collector=collector), collector=collector)
    labels = canonical(piece.base for line in lines for piece in line.filled if piece.label)
    has_text = bool(lines)
    signature = recognise(labels=labels, has_text=has_text, signatures=SIGNATURES)
    form = FORMS[signature.form or ""]
    form.read(lines, collector)
    return collector.reading(form=form.key)
