"""Packed indicators: a whole indicator tree written into one cell, `1、1-产出指标；11-数量指标；…`, taken apart."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from congress.apps.performance.domain.cells import JOINED, UNPACKED, UNSURE
from congress.apps.performance.domain.lines import Found
from congress.standards.indicators import indicator_levels
from congress.standards.values.written import closed_up

PERIOD_LABEL = "实施周期指标值"
ANNUAL_LABEL = "年度指标值"
_VALUE_FIELDS = {
    "实施周期指标值": "period",
    "实施期指标值": "period",
    "周期指标值": "period",
    "本年度指标值": "annual",
    "年度指标值": "annual",
    "年度目标值": "annual",
    "预期指标值": "annual",
    "目标值": "annual",
    "指标值": "annual",
}
_LEVEL1 = "产出指标|效益指标|满意度指标|成本指标|产出|效益|满意度|成本"
# An indicator begins with its number, or with the code of its first level, or with both: 2、1-产出指标；
_START = re.compile(rf"(?:(?P<digits>\d+)[、.．,，)）])?(?:\d{{1,2}}[-－—–])?(?P<level1>{_LEVEL1})(?=[;；])")
# Wordings nobody has met before are taken for a first level only behind the number that is due.
_NUMBERED = re.compile(r"(?P<digits>\d+)[、.．](?:\d{1,2}[-－—–])?(?P<level1>[^;；。:：]{0,12})(?=[;；])")
_CODE = re.compile(r"\d{1,2}[-－—–]")
_VALUE = re.compile(rf"[;；。](?P<label>{'|'.join(_VALUE_FIELDS)})(?P<colon>[:：]?)")
_SEPARATOR = re.compile(r"[;；]")
_END_MARKS = "。；;，,、 "
_GLUED = "前一条的指标值和后一条的编号连在一起，按顺序断开，请核对"
_OPEN_BEFORE = frozenset("。.．;；,，、)）")

# The codes met in published tables; other levels are written without one. Unverified: no official list was at hand.
LEVEL_CODES: Mapping[str, str] = {
    "output": "1", "output.quantity": "11", "output.quality": "12", "output.timeliness": "13",
    "benefit": "2", "benefit.social": "22", "satisfaction": "3", "satisfaction.served": "31",
    "cost": "4", "cost.economic": "41",
}  # fmt: skip


@dataclass(slots=True)
class Unpacked:
    """One indicator of the cell: the number written before it (None without) and its parts by field."""

    number: int | None
    found: dict[str, Found] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Start:
    at: int
    number: int | None
    level1: tuple[int, int]
    is_glued: bool


def looks_packed(text: str) -> bool:
    """Whether a cell holds indicators packed into running text."""
    return any(_starts(_Flat.of(text).text))


def begins_packed(text: str) -> bool:
    """Whether a cell begins with a packed indicator, and does not go on with one from the page before."""
    first = next(_starts(_Flat.of(text).text), None)
    return first is not None and first.at == 0


def unpacked(parts: Sequence[Found]) -> tuple[Unpacked, ...]:
    """Take the indicators of a cell apart; `parts` are its pieces where page ends cut it.

    Nothing is left out: text that follows no pattern becomes an indicator of that name, marked unsure.
    """
    return tuple(_Cell(parts).indicators())


def packed(*, number: int, levels: Sequence[tuple[str, str]], name: str, values: Mapping[str, str]) -> str:
    """Write one indicator as `unpacked` reads it; `levels` are code (may be empty) and label, `values` by heading."""
    heads = [f"{code}-{label}" if code else label for code, label in levels]
    shown = [f"{label}：{text}" for label, text in values.items()]
    return f"{number}、{'；'.join([*heads, name, *shown])}。"


@dataclass(frozen=True, slots=True)
class _Flat:
    """A text without line breaks and blanks inside words, and where each of its characters stands in the text."""

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> _Flat:
        kept: list[str] = []
        at: list[int] = []
        index = 0
        while index < len(text):
            if not text[index].isspace():
                kept.append(text[index])
                at.append(index)
                index += 1
                continue
            end = index
            while end < len(text) and text[end].isspace():
                end += 1
            if kept and end < len(text) and _is_latin(kept[-1]) and _is_latin(text[end]):
                kept.append(" ")
                at.append(index)
            index = end
        return cls("".join(kept), tuple(at))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _starts(flat: str) -> Iterator[_Start]:
    """Where indicators begin. A number that runs into the value before it is told by the count."""
    expected = 1
    found = _next_start(flat, 0, expected)
    while found is not None:
        digits = found["digits"]
        at, number = found.start(), int(digits) if digits else None
        is_glued = bool(digits) and not _is_open(flat, at)
        if is_glued and digits.endswith(str(expected)):
            at, number = found.end("digits") - len(str(expected)), expected
        yield _Start(at, number, found.span("level1"), is_glued)
        expected = (number or expected) + 1
        found = _next_start(flat, found.end(), expected)


def _next_start(flat: str, at: int, expected: int) -> re.Match[str] | None:
    known = next((found for found in _START.finditer(flat, at) if _is_start(found)), None)
    for other in _NUMBERED.finditer(flat, at, known.start() if known else len(flat)):
        if other["digits"] == str(expected) and (other.start() == 0 or flat[other.start() - 1] in "。；;"):
            return other
    return known


def _is_start(found: re.Match[str]) -> bool:
    """Whether a first level is announced by a number or by its code."""
    return bool(found["digits"]) or found.start("level1") > found.start()


def _is_open(flat: str, at: int) -> bool:
    """Whether a number that begins here stands on its own; after 0. or 1, it is the rest of another one."""
    if at == 0:
        return True
    return flat[at - 1] in _OPEN_BEFORE and not (flat[at - 1] in ".．,，" and flat[at - 2 : at - 1].isdigit())


class _Cell:
    """One packed cell, perhaps of several parts."""

    def __init__(self, parts: Sequence[Found]) -> None:
        self._parts = parts
        self._text = "".join(part.text for part in parts)
        self._flat = _Flat.of(self._text)
        self._begins = [sum(len(part.text) for part in parts[:index]) for index in range(len(parts))]

    def indicators(self) -> Iterator[Unpacked]:
        flat = self._flat.text
        starts = list(_starts(flat))
        first = starts[0].at if starts else len(flat)
        if flat[:first].strip(_END_MARKS):
            doubt = "这一段没有按“编号、一级指标；二级指标；名称；指标值”书写，没有拆开，请手工拆分"
            yield Unpacked(None, {"name": self._found(0, first, doubt=doubt)})
        for index, start in enumerate(starts):
            end = starts[index + 1].at if index + 1 < len(starts) else len(flat)
            item = self._indicator(start, end)
            if index + 1 < len(starts) and starts[index + 1].is_glued:
                last = next(name for name in ("annual", "period", "name") if name in item.found)
                item.found[last] = item.found[last].doubted(confidence=UNSURE, note=_GLUED)
            yield item

    def _indicator(self, start: _Start, end: int) -> Unpacked:
        level1 = self._found(self._coded(start), start.level1[1], doubt=_GLUED if start.is_glued else "")
        if indicator_levels().find(closed_up(_without_code(level1).text)) is None:
            level1 = level1.doubted(confidence=UNSURE, note="一级指标没有写，或者写法没有见过，请核对")
        item = Unpacked(start.number, {"level1": _without_code(level1)})
        values = list(_VALUE.finditer(self._flat.text, start.level1[1], end))
        body_end = values[0].start() if values else end
        self._name_and_level2(item, start.level1[1] + 1, body_end, has_values=bool(values))
        for index, value in enumerate(values):
            until = values[index + 1].start() if index + 1 < len(values) else end
            twice = _VALUE_FIELDS[value["label"]] in item.found
            doubt = "" if value["colon"] else f"“{value['label']}”后面没有冒号，请核对"
            if twice:
                doubt = f"“{value['label']}”写了两次，只采用了最后一次，请核对"
            item.found[_VALUE_FIELDS[value["label"]]] = self._found(value.end(), until, doubt=doubt)
        return item

    def _coded(self, start: _Start) -> int:
        """Where the first level begins, its code included."""
        code = _CODE.search(self._flat.text, start.at, start.level1[0])
        return code.start() if code else start.level1[0]

    def _name_and_level2(self, item: Unpacked, start: int, end: int, *, has_values: bool) -> None:
        flat = self._flat.text
        cuts = [found.start() for found in _SEPARATOR.finditer(flat, start, end)]
        if not has_values and len(cuts) > 1:
            self._bare_values(item, cuts, end)
            end = cuts[1]
        first_end = cuts[0] if cuts else end
        head = flat[start:first_end]
        code = _CODE.match(head)
        level = indicator_levels().find(closed_up(head[code.end() :] if code else head))
        if cuts or code or (level is not None and level.depth == 2):
            doubt = "" if code or level else "二级指标的写法没有见过，请核对"
            item.found["level2"] = _without_code(self._found(start, first_end, doubt=doubt))
            name = (first_end + 1, end)
        else:
            item.found["level2"] = self._found(start, start, doubt="没有写二级指标，请补填")
            name = (start, end)
        empty = not flat[name[0] : name[1]].strip(_END_MARKS)
        item.found["name"] = self._found(*name, doubt="没有写指标名称，请补填" if empty else "")

    def _bare_values(self, item: Unpacked, cuts: Sequence[int], end: int) -> None:
        """Values without their labels: one is the year's, of two the first is the whole period's."""
        doubt = "指标值前面没有写是哪一种指标值，请核对"
        begins = [cut + 1 for cut in cuts[1:]]
        if len(begins) == 1:
            item.found["annual"] = self._found(begins[0], end, doubt=doubt)
            return
        item.found["period"] = self._found(begins[0], begins[1] - 1, doubt=doubt)
        item.found["annual"] = self._found(begins[1], end, doubt=doubt)

    def _found(self, start: int, end: int, *, doubt: str) -> Found:
        """A piece of the cell, with the place of the part in which it begins."""
        flat, at = self._flat.text, self._flat.at
        while end > start and flat[end - 1] in _END_MARKS:
            end -= 1
        if end <= start:
            where = at[start] if start < len(at) else len(self._text)
            part = self._parts[bisect_right(self._begins, where) - 1]
            found = Found("", "", part.place, UNPACKED)
            return found.doubted(confidence=UNSURE, note=doubt) if doubt else found
        first, last = (bisect_right(self._begins, at[index]) - 1 for index in (start, end - 1))
        covered = self._parts[first : last + 1]
        found = Found(
            self._text[at[start] : at[end - 1] + 1],
            flat[start:end],
            covered[0].place,
            UNPACKED,
            continued=tuple(part.place for part in covered[1:]),
        )
        if last > first:
            found = _joined(found, self._begins[first + 1 : last + 1], self._text)
        return found.doubted(confidence=UNSURE, note=doubt) if doubt else found


def _joined(found: Found, joints: Sequence[int], text: str) -> Found:
    unsure = any(re.fullmatch(r"[0-9A-Za-z]{2}", text[joint - 1 : joint + 1]) for joint in joints)
    note = "由前后两段拼接（跨页断开）" + ("，拼接处是数字或字母，请核对" if unsure else "")
    return found.doubted(confidence=UNSURE if unsure else JOINED, note=note)


def _without_code(found: Found) -> Found:
    code = _CODE.match(found.text)
    if code is None:
        return found
    return Found(
        found.raw, found.text[code.end() :], found.place, found.confidence, found.note, found.continued
    )
