"""Heads of project tables: the body, the unit of the amounts and the year that stand above the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from congress.apps.performance.domain.cells import INFERRED, LOST, Block, CellKind
from congress.apps.performance.domain.forms.headings import read_headings
from congress.apps.performance.domain.lines import Collector, Found, Line, Piece
from congress.standards.values.money import MoneyUnit
from congress.standards.values.written import closed_up

_BODY_LABEL = "(?:预算|编制|填报)?(?:部门(?:[(（]单位[)）])?|单位(?:[(（]部门[)）])?)"
_BODY = re.compile(rf"\s*(?:{_BODY_LABEL})\s*(?:名称)?\s*(?:[(（][^()（）]{{1,6}}[)）])?\s*[:：]\s*")
_FILLED_IN = re.compile(r"((?:填[报表]|制表|编制|申报)(?:日期|时间|人)|联系(?:人|电话|方式))(?:[:：].*)?")
_BODY_ALONE = re.compile(rf"(?:{_BODY_LABEL})(?:名称)?(?:\([^()]{{1,6}}\))?")
_MONEY_UNIT = re.compile(r"(?:金额)?单位:(?:人民币)?((?:百万|万|千|亿)?元)|\(?((?:百万|万|千|亿)元)\)?")
# A goal's label may stand alone above its text, so without a number it is no mere caption.
_CAPTION = re.compile(
    r"(?:项目\d+：)?(?:基本信息|项目资金|预算执行|绩效指标|项目明细)|项目\d+：(?:年度总体目标|绩效目标)"
    r"|金额单位为(?:万|千|百万|亿)?元。"
)
# 部门公开表12, 表十三: the number of the table within the budget, no part of its name.
_TABLE_NUMBER = re.compile(
    r"(?:部门|预算|单位)*(?:公开)?附?表\s*[\d一二三四五六七八九十]+[-—]?\d*[:：]?|公开\d+表"
)


def caption(number: int, part: str) -> str:
    """The name our own layout prints above a part of a project's sheet; `without_captions` knows it again."""
    return f"项目{number}：{part}"


def without_captions(lines: Sequence[Line]) -> list[Line]:
    """Leave out lines that only name a part of the sheet or say in a sentence which unit amounts have."""
    return [line for line in lines if len(line.filled) > 1 or not _CAPTION.fullmatch(line.filled[0].text)]


def without_repeated(lines: Sequence[Line], *, head: Sequence[Line], collector: Collector) -> list[Line]:
    """Leave out what a new page or sheet repeats of the lines above the table: title, body and unit."""
    above = {line.text for line in head}
    kept = []
    for line in lines:
        if line.text in above:
            message = f"第{line.number}行是换页重复的标题，已略去。"
            collector.problem("heading_repeated", message, place=line.filled[0].place)
        else:
            kept.append(line)
    return kept


def read_head(lines: Sequence[Line], collector: Collector, *, asks_year: bool = True) -> MoneyUnit | None:
    """Read what stands above a project table; returns the unit of its amounts, None where none is stated.

    Where the sheet itself has no place for the year (`asks_year`), a blank cell invites to fill it in.
    """
    unit: MoneyUnit | None = None
    body: Found | None = None
    rest: list[Line] = []
    for line in lines:
        kept: list[Piece] = []
        for index, piece in enumerate(line.filled):
            if stated := unit_stated(piece.text):
                unit = stated
            elif body is None and (named := _body_of(line.filled, index)) is not None:
                body = named
            elif not _is_part_of(piece, body) and not _is_left_out(line.filled, index):
                kept.append(piece)
        if kept:
            rest.append(replace(line, filled=tuple(kept)))
    read_headings(rest, collector, asks_year=asks_year)
    if asks_year and not collector.has("head.year"):
        place = lines[0].at(0) if lines else None
        if place is not None:
            blank = Found("", "", place).doubted(
                confidence=LOST, note="标题里没有写年度，请补填这张表是哪一年的"
            )
            collector.add("head.year", block=Block.HEAD, label="年度", kind=CellKind.YEAR, found=blank)
    if body is not None:
        add_body(body, collector)
    return unit


def add_body(found: Found, collector: Collector) -> None:
    """Name the body of the table."""
    collector.add("body.name", block=Block.BODY, label="部门名称", kind=CellKind.TEXT, found=found)


def infer_body(found: Found, note: str, collector: Collector) -> None:
    """Name the body from elsewhere in the table, where no line above says it."""
    if not collector.has("body.name"):
        add_body(found.doubted(confidence=INFERRED, note=note), collector)


def unit_stated(text: str) -> MoneyUnit | None:
    """The unit a text states and nothing else: 单位：万元."""
    found = _MONEY_UNIT.fullmatch(closed_up(text))
    return MoneyUnit.parse(found[1] or found[2]) if found else None


def _body_of(pieces: Sequence[Piece], index: int) -> Found | None:
    """The name behind 部门名称：, in the same cell or in the next one."""
    found = pieces[index].found()
    label = _BODY.match(found.text)
    if label and found.text[label.end() :]:
        name = found.text[label.end() :]
        return Found(found.raw, name, found.place, found.confidence, found.note)
    if label or _BODY_ALONE.fullmatch(closed_up(found.text)):
        following = pieces[index + 1 : index + 2]
        if following and not unit_stated(following[0].text):
            return following[0].found()
        return Found("", "", found.place)
    return None


def _is_left_out(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece is the table's number within the budget, or says who filled it in and when."""
    text = pieces[index].text
    before = _FILLED_IN.fullmatch(pieces[index - 1].text) if index else None
    says_who = bool(_FILLED_IN.fullmatch(text)) or (before is not None and before[1] == before[0])
    return says_who or bool(_TABLE_NUMBER.fullmatch(closed_up(text)))


def _is_part_of(piece: Piece, body: Found | None) -> bool:
    return body is not None and piece.place == body.place
