"""Reading: a source recognised as a form and read into cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from congress.apps.performance.domain.cells import Reading
from congress.apps.performance.domain.cleaning import label_base, label_of
from congress.apps.performance.domain.copies import read_once
from congress.apps.performance.domain.detection import recognise
from congress.apps.performance.domain.forms import FORMS, SIGNATURES
from congress.apps.performance.domain.forms.project_blocks import marks
from congress.apps.performance.domain.forms.wordings import canonical
from congress.apps.performance.domain.lines import Collector, Line, lines_of
from congress.apps.performance.domain.regions import Chosen, choose
from congress.platform.documents.contracts import SourceText
from congress.standards.values.written import shown

_MENTION = re.compile(r"绩效(?:目标|指标|自评|评价|管理|监控)")
_BEFORE_COLON = re.compile(r"([^:：\n]{2,24})[:：]\s*\S")


def read_disclosure(*, source: SourceText) -> Reading:
    """Read a published performance table into cells, every one with raw text, place and confidence.

    Raises NotUnderstood, with a Chinese sentence saying what to do, when the source follows no known form.
    """
    collector = Collector()
    lines = read_once(lines_of(source=source, collector=collector), collector=collector)
    chosen = choose(lines, signatures=SIGNATURES, labels_of=_labels_of)
    if chosen is not None:
        lines = chosen.lines
        _report_left_out(chosen, collector)
        signature = chosen.signature
    else:
        signature = recognise(
            labels=_labels_of(lines),
            has_text=bool(lines),
            signatures=SIGNATURES,
            mention=_mention(lines),
        )
    form = FORMS[signature.form or ""]
    form.read(lines, collector)
    return collector.reading(form=form.key)


def _labels_of(lines: Sequence[Line]) -> frozenset[str]:
    return canonical(_labels(lines))


def _mention(lines: Sequence[Line]) -> str:
    """Where a document without a table speaks of targets in its text, as a clause; empty where it does not."""
    for line in lines:
        if _MENTION.search(line.text):
            return f"第{line.number}行只是文字里提到绩效（“{shown(line.text)}”）"
    return ""


def _report_left_out(chosen: Chosen, collector: Collector) -> None:
    first = chosen.lines[0]
    collector.problem(
        "not_of_the_table",
        f"从第{first.number}行起是绩效表格；文件里另有{chosen.rows_left_out}行表格不属于这张表，没有读入。",
        place=first.filled[0].place,
    )
    if chosen.others:
        titles = "、".join(f"“{title}”" for title in chosen.others)
        collector.problem(
            "tables_left", f"文件里还有{titles}，这次没有读入，请把它们另存为单独的文件再导入。"
        )


def _labels(lines: Sequence[Line]) -> Iterator[str]:
    """Every cell worded like a label, and what stands before the colon where label and value share a cell."""
    for line in lines:
        for piece in line.filled:
            if piece.label:
                yield piece.base
            if (":" in piece.text or "：" in piece.text) and (found := _BEFORE_COLON.match(piece.text)):
                yield label_base(label_of(found[1]))
    yield from marks(lines)
