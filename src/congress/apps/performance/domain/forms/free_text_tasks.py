"""Free-text tasks: tasks written one after the other into a single cell, each closed by its amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from congress.apps.performance.domain.cells import SPLIT, UNSURE, Block, CellKind
from congress.apps.performance.domain.cleaning import clean
from congress.apps.performance.domain.forms.fields import money_found
from congress.apps.performance.domain.lines import Collector, Found
from congress.platform.documents.contracts import Place
from congress.standards.values.money import MoneyUnit

UNSTATED = "金额未填"

_MONEY = r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]{1,8})?\s*(?:(?:百万|千|万|亿)?元|万|亿)?"
# A task ends at its amount. The dash before it is a separator, never a minus: -363300.00、
_END = re.compile(
    rf"(?<![-－—–])[-－—–]{{1,2}}\s*(?P<dashed>{_MONEY})\s*(?=[、；;。，,\s<]|$)"
    rf"|[（(]\s*(?P<bracketed>{_MONEY}|{UNSTATED})\s*[)）](?=\s*(?:[、；;。]|<|\n|$))"
)
_AMOUNT_LIKE = re.compile(r"[,，.．元]|[0-9０-９]{5}")
_TWO_DECIMALS = re.compile(r"[.．][0-9０-９]{2}$")
_LOOK_BACK = 4
_LEADING = re.compile(r"(?:\s|[、；;，,。]|</?p[^<>]*>|<br[^<>]*>)+", re.IGNORECASE)
_NAME_END = re.compile(r"——|—|－|--+|–|-(?![0-9０-９])")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands between two amounts, and the amount that closes it (None when the cell ends without)."""

    body: str
    amount: str | None
    written: str


def read_free_text_tasks(found: Found, *, first: int, unit: MoneyUnit | None, collector: Collector) -> None:
    """Make a task of its own out of each section of the cell; numbering goes on from `first`."""
    # A cell cut by a page end has its cut mended in the text alone.
    written = found.text if found.continued else found.raw
    sections = [section for section in _sections(written) if clean(section.body) or section.amount]
    for number, section in enumerate(sections, start=first):
        _add(section, number=number, place=found.place, unit=unit, collector=collector)


def free_text_of(name: str, content: str, amount: str) -> str:
    """Write a task the way `read_free_text_tasks` reads it: name—content（amount with unit）."""
    body = f"{name}—{content}" if name else content
    return f"{body}（{amount or UNSTATED}）"


def _sections(raw: str) -> Iterator[_Section]:
    at = 0
    for end in _END.finditer(raw):
        amount = end["dashed"] or end["bracketed"]
        if end["dashed"] and not _is_amount(
            amount, before=raw[max(0, end.start() - _LOOK_BACK) : end.start()]
        ):
            continue
        yield _Section(raw[at : end.start()], amount.strip(), end[0])
        at = end.end()
    rest = raw[at:]
    if clean(_LEADING.sub("", rest)):
        yield _Section(rest, None, "")


def _is_amount(text: str, *, before: str) -> bool:
    """Tell the amount behind a dash from a year or the end of a range."""
    if not before[-1:].isdigit():
        # -2023、 may be a year: amounts carry decimals, separators, a unit or five digits.
        return bool(_AMOUNT_LIKE.search(text))
    # 2021-2023 and 10.00-20.00 are ranges; 其中2023-355000.00 is a text that ends with a number, and its amount.
    return bool(_TWO_DECIMALS.search(text)) and not _TWO_DECIMALS.search(before)


def _add(
    section: _Section, *, number: int, place: Place, unit: MoneyUnit | None, collector: Collector
) -> None:
    leading = _LEADING.match(section.body)
    body = section.body[leading.end() :] if leading else section.body
    name, content = _divided(body)
    note = "从“其他需完成的任务”的整段文字里拆出"
    label = "其他任务"
    named = Found(name, clean(name), place).doubted(confidence=SPLIT, note=note)
    if not named.text:
        named = named.doubted(confidence=UNSURE, note="没有找到任务名称，请补填")
    collector.add(
        f"tasks.{number}.name", block=Block.OTHER_TASKS, label=f"{label}名称", kind=CellKind.TEXT, found=named
    )
    told = Found(content, clean(content), place).doubted(confidence=SPLIT, note=note)
    collector.add(
        f"tasks.{number}.content",
        block=Block.OTHER_TASKS,
        label=f"{label}内容",
        kind=CellKind.LONG_TEXT,
        found=told,
    )
    money, kind = _money(section, place, unit, note)
    collector.add(
        f"tasks.{number}.amount", block=Block.OTHER_TASKS, label=f"{label}资金", kind=kind, found=money
    )


def _money(section: _Section, place: Place, unit: MoneyUnit | None, note: str) -> tuple[Found, CellKind]:
    if section.amount is None:
        missing = Found("", "", place).doubted(confidence=UNSURE, note="这段文字后面没有金额，请补填")
        return money_found(missing, unit=unit)
    if section.amount == UNSTATED:
        return money_found(Found(section.written, "", place).doubted(confidence=SPLIT, note=note), unit=unit)
    if section.written[0] in "-－—–":
        note += "；金额前的短横线是分隔符，不是负号"
    found = Found(section.written, section.amount, place).doubted(confidence=SPLIT, note=note)
    return money_found(found, unit=unit)


def _divided(body: str) -> tuple[str, str]:
    """Divide a section into its name and its content at the first dash, where what precedes can be a name."""
    dash = _NAME_END.search(body)
    if not dash:
        return "", body
    name = body[: dash.start()]
    if not clean(name) or len(clean(name)) > _LONGEST_NAME or "。" in name:
        return "", body
    return name, body[dash.end() :]
