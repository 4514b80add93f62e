"""Checks of traces: what the source's layout left behind, as reading noticed and as still stands in the cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from congress.apps.performance.domain.cells import Block, ReadCell
from congress.apps.performance.domain.checks.examined import Examined
from congress.apps.performance.domain.checks.findings import Finding, Proposal, finding, yuan
from congress.apps.performance.domain.checks.words import one_of
from congress.standards.indicators import CheckRule

_MOST_ROWS = 8
_SHOWN = 10


def pq25(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ25: shifted, merged, broken and lost cells, markup, repeated headers and copies."""
    yield from _shifted(examined, rule)
    for case, name in (("merged", "merged_notes"), ("broken_rows", "joined_notes")):
        # A title set over two lines, or the paragraph under it, is as it should be.
        cells = [cell for cell in _noted(examined, rule.words(name)) if cell.block is not Block.HEAD]
        if cells:
            figures = {"count": len(_lines(cells) if case == "merged" else cells), "rows": _rows(cells)}
            yield finding(rule, case, [cell.address for cell in cells], figures=figures)
    for cell in _noted(examined, rule.words("lost_notes")):
        if not cell.text:
            yield finding(rule, "value_lost", (cell.address,), figures={"label": cell.label})
    for task in examined.table.tasks:
        if task.name.is_blank and task.amount.value is not None:
            figures = {"number": task.number, "amount": f"{yuan(task.amount.value.yuan)} 元"}
            yield finding(rule, "task_unnamed", (task.name.address,), figures=figures)
    yield from _markup(examined, rule)
    yield from _debris(examined, rule)
    yield from _cut_off(examined, rule)
    yield from _problems(examined, rule)


def _shifted(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    blocks: defaultdict[Block, list[ReadCell]] = defaultdict(list)
    for cell in _noted(examined, rule.words("shifted_notes")):
        blocks[cell.block].append(cell)
    for block, cells in blocks.items():
        figures = {"block": block.label, "count": len(_lines(cells)), "rows": _rows(cells)}
        yield finding(rule, "shifted", [cell.address for cell in cells], figures=figures)


def _noted(examined: Examined, notes: tuple[str, ...]) -> list[ReadCell]:
    """The cells reading remarked something about, in the words it uses for it."""
    pattern = one_of(notes)
    return [cell for cell in examined.cells if cell.note and pattern.search(cell.note)]


def _lines(cells: Sequence[ReadCell]) -> list[int]:
    return sorted({cell.place.line for cell in cells})


def _rows(cells: Sequence[ReadCell]) -> str:
    return _numbered(_lines(cells))


def _numbered(lines: Sequence[int]) -> str:
    shown = "、".join(str(line) for line in lines[:_MOST_ROWS])
    return f"第 {shown} 行{'等' if len(lines) > _MOST_ROWS else ''}"


def _markup(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    pattern = re.compile(rule.text("markup"))
    found = [
        (cell, match[0])
        for cell in examined.cells
        if ("<" in cell.raw or "&" in cell.raw)
        and (match := pattern.search(cell.raw))
        # What still stands in the text is debris and found below.
        and match[0] not in cell.text
    ]
    if found:
        figures = {"count": len(found), "shown": found[0][1][:_SHOWN]}
        yield finding(rule, "markup_removed", [cell.address for cell, _ in found], figures=figures)


def _debris(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    pattern = re.compile(rule.text("debris"))
    for entry in examined.worded:
        match = pattern.search(entry.text)
        if match:
            figures = {"label": entry.cell.label if entry.cell else "", "shown": match[0][:_SHOWN]}
            proposal = Proposal(entry.address, pattern.sub("", entry.text).strip())
            yield finding(rule, "debris", (entry.address,), figures=figures, proposal=proposal)


def _cut_off(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    pattern = re.compile(rule.text("cut_off"))
    for text in examined.texts:
        if pattern.search(text.entry.text):
            figures = {"label": text.label, "shown": text.entry.text[-_SHOWN:]}
            yield finding(rule, "cut_off", (text.entry.address,), figures=figures)


def _problems(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    for case, name in (
        ("copies", "copy_codes"),
        ("rules_left", "rule_codes"),
        ("header_repeated", "header_codes"),
    ):
        found = [problem for problem in examined.problems if problem.code in rule.words(name)]
        lines = sorted({problem.place.line for problem in found if problem.place})
        if found:
            figures = {"rows": _numbered(lines) if lines else f"{len(found)} 处"}
            yield finding(rule, case, (examined.table.title.address,), figures=figures)
