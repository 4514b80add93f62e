"""Headings: what stands above the table — titles, the year, the opening paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from congress.apps.performance.domain.cells import INFERRED, Block, CellKind
from congress.apps.performance.domain.lines import Collector, Found, Line

_YEAR_LINE = re.compile(r"[（(]?\s*((?:19|20)\d\d)\s*年?度?\s*[)）]?")
_YEAR_IN_TITLE = re.compile(r"(?:19|20)\d\d\s*年")
_ATTACHMENT = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[:：]?")
_UNIT_LINE = re.compile(r"(?:金额)?单位[:：].{1,10}")
_NOTICE_LENGTH = 60


@dataclass(slots=True)
class Headings:
    """The lines above a table, sorted into what they are."""

    titles: list[Found] = field(default_factory=list)
    form_titles: list[Found] = field(default_factory=list)
    notices: list[Found] = field(default_factory=list)
    years: list[Found] = field(default_factory=list)


def read_headings(lines: Sequence[Line], collector: Collector, *, asks_year: bool) -> None:
    """Read title, form title, opening paragraph and — where the form prints it there — the year."""
    headings = _sorted(lines)
    if not headings.titles and len(headings.form_titles) > 1:
        # Two names of tables one above the other: the first heads the page, the last is the form's own.
        headings.titles.append(headings.form_titles.pop(0))
    if headings.titles:
        title = _joined(headings.titles)
        collector.add("head.title", block=Block.HEAD, label="标题", kind=CellKind.TEXT, found=title)
    if headings.notices:
        notice = _joined(headings.notices)
        collector.add(
            "head.notice", block=Block.HEAD, label="公开说明", kind=CellKind.LONG_TEXT, found=notice
        )
    if headings.form_titles:
        form_title = _joined(headings.form_titles)
        collector.add("head.form_title", block=Block.HEAD, label="表名", kind=CellKind.TEXT, found=form_title)
    if asks_year:
        _add_year(headings, collector)


def _sorted(lines: Sequence[Line]) -> Headings:
    headings = Headings()
    for line in lines:
        found = line.filled[0].found() if len(line.filled) == 1 else _row(line)
        if _ATTACHMENT.fullmatch(found.text) or _UNIT_LINE.fullmatch(found.text):
            continue
        if _YEAR_LINE.fullmatch(found.text):
            headings.years.append(found)
        elif len(found.text) >= _NOTICE_LENGTH or found.text.endswith(("：", "。", ":")):
            headings.notices.append(found)
        elif found.text.endswith("表"):
            headings.form_titles.append(found)
        else:
            headings.titles.append(found)
    return headings


def _row(line: Line) -> Found:
    first = line.filled[0]
    return Found(
        raw="\t".join(piece.raw for piece in line.filled), text=line.text, place=first.place
    ).doubted(confidence=INFERRED, note="原文分在几个格子里，已合为一句")


def _joined(parts: list[Found]) -> Found:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.joined(part)
    return whole


def _add_year(headings: Headings, collector: Collector) -> None:
    if headings.years:
        collector.add(
            "head.year", block=Block.HEAD, label="年度", kind=CellKind.YEAR, found=headings.years[0]
        )
        return
    for title in (*headings.form_titles, *headings.titles):
        named = _YEAR_IN_TITLE.search(title.text)
        if named:
            found = Found(title.raw, title.text, title.place).read_as(
                named[0], confidence=INFERRED, note="表内没有单独写年度，取自标题，请核对"
            )
            collector.add("head.year", block=Block.HEAD, label="年度", kind=CellKind.YEAR, found=found)
            return
