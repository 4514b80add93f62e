"""Cells: what was read, exactly as it was written, where, as what, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from congress.platform.documents.contracts import Place
from congress.standards.values.absence import Absence, absence_of
from congress.standards.values.money import MoneyUnit

# Percent. They order cells for a human reader ("look here first"); they are not probabilities.
AS_WRITTEN = 100
MARKUP_REMOVED = 98
BLANKS_REMOVED = 95
INHERITED = 90
UNPACKED = 90
JOINED = 88
SHIFTED = 85
INFERRED = 75
SPLIT = 75
UNSURE = 50
LOST = 30

# The longest word that can mean "not applicable"; longer text need not be looked up.
_LONGEST_ABSENCE = 6


class Block(StrEnum):
    """A part of the form in which cells stand together."""

    HEAD = "head"
    BODY = "body"
    MONEY = "money"
    GOALS = "goals"
    TASKS = "tasks"
    OTHER_TASKS = "other_tasks"
    TOTALS = "totals"
    INDICATORS = "indicators"
    PROJECTS = "projects"

    @property
    def label(self) -> str:
        """Name the part as a screen heads it."""
        return _BLOCK_LABELS[self]


_BLOCK_LABELS = {
    Block.HEAD: "标题与说明",
    Block.BODY: "基本信息",
    Block.MONEY: "预算整体情况",
    Block.GOALS: "总体绩效目标",
    Block.TASKS: "年度重点工作任务",
    Block.OTHER_TASKS: "其他需完成的任务",
    Block.TOTALS: "金额合计",
    Block.INDICATORS: "绩效指标",
    Block.PROJECTS: "项目",
}


class CellKind(StrEnum):
    """As what a cell's text is to be understood."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MONEY_WAN = "money_wan"
    MONEY_YUAN = "money_yuan"
    INTEGER = "integer"
    YEAR = "year"
    TARGET = "target"
    LEVEL = "level"
    POINTS = "points"

    @property
    def is_money(self) -> bool:
        """Whether the text is an amount of money."""
        return self in (CellKind.MONEY_WAN, CellKind.MONEY_YUAN)

    @property
    def money_unit(self) -> MoneyUnit:
        """The unit that counts where the text of a money cell names none itself."""
        return MoneyUnit.TEN_THOUSAND_YUAN if self is CellKind.MONEY_WAN else MoneyUnit.YUAN


class CellState(StrEnum):
    """Zero is a value; blank (空白) and not applicable (不适用) are two other things."""

    VALUE = "value"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """One cell of a table, as written and as proposed.

    `address` is its stable name (`money.basic`, `tasks.3.amount`, `indicators.12.annual`,
    `projects.2.total`, `projects.2.indicators.4.annual`); `raw` is what stands
    in the source, markup included, the parts of a broken cell divided by a line feed; `text` is the cleaned
    proposal; `place` is where it begins, `continued` where its further parts stand; `confidence` is 0–100 and
    `note` a Chinese sentence on what was repaired or is unsure, empty when there is nothing to say.
    """

    address: str
    block: Block
    order: int
    label: str
    kind: CellKind
    raw: str
    text: str
    state: CellState
    place: Place
    confidence: int
    note: str = ""
    continued: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something noticed while reading that belongs to no single cell, in a Chinese sentence."""

    code: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A disclosure as cells; `form` is the key of the form (版式) it was recognised as."""

    form: str
    cells: tuple[ReadCell, ...]
    problems: tuple[Problem, ...] = ()


def state_of(*, text: str) -> CellState:
    """Tell whether a cell's text is a value, blank, or says that there is nothing to fill in (不适用)."""
    if len(text) > _LONGEST_ABSENCE and not text.isspace():
        return CellState.VALUE
    match absence_of(text):
        case Absence.BLANK:
            return CellState.BLANK
        case Absence.NOT_APPLICABLE:
            return CellState.NOT_APPLICABLE
        case _:
            return CellState.VALUE
