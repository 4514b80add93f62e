"""Generated tables: cells of either form as an office might have filled them in."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from congress.apps.performance.domain import Block, CellKind, ReadCell, state_of
from congress.apps.performance.domain.amounts import format_amount
from congress.platform.documents.contracts import Place
from congress.standards.indicators import indicator_levels
from congress.standards.values.money import MoneyUnit

WORDS = st.text(alphabet="市代表大会议案建立法工作监督调研培训服务保障推进", min_size=4, max_size=16)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map("。\n".join)
YUAN = st.integers(min_value=0, max_value=10**12).map(lambda fen: Decimal(fen).scaleb(-2))
TARGET_TEXTS = st.sampled_from(
    ["≥95%", "100%", "3次", "10项-20项", "是", "长期", "≤197.68万元", "不少于5个", "2026年9月30日前"]
)
LEVEL_CODES = (
    "output.quantity",
    "output.quality",
    "output.timeliness",
    "benefit.social",
    "satisfaction.served",
)


class _Cells:
    """Cells in the order in which they are added."""

    def __init__(self) -> None:
        self.cells: list[ReadCell] = []

    def add(self, address: str, block: Block, kind: CellKind, text: str) -> None:
        self.cells.append(
            ReadCell(
                address,
                block,
                len(self.cells),
                address,
                kind,
                text,
                text,
                state_of(text=text),
                Place(1, 1),
                100,
            )
        )


@st.composite
def _amount(draw: st.DrawFn, kind: CellKind) -> str:
    """An amount as an office writes it, sometimes left blank or declared not applicable."""
    unit = kind.money_unit
    written = format_amount(draw(YUAN), unit=unit)
    return draw(st.sampled_from([written, written, written, "", "不适用"]))


def _indicators(draw: st.DrawFn, cells: _Cells, values: tuple[str, ...]) -> None:
    levels = indicator_levels()
    codes = sorted(draw(st.lists(st.sampled_from(LEVEL_CODES), max_size=6)), key=LEVEL_CODES.index)
    for number, code in enumerate(codes, start=1):
        level2 = levels[code]
        level1 = levels[level2.parent or ""]
        prefix = f"indicators.{number}"
        cells.add(f"{prefix}.level1", Block.INDICATORS, CellKind.LEVEL, level1.label)
        cells.add(f"{prefix}.level2", Block.INDICATORS, CellKind.LEVEL, level2.label)
        cells.add(f"{prefix}.name", Block.INDICATORS, CellKind.TEXT, draw(WORDS))
        for value in values:
            cells.add(f"{prefix}.{value}", Block.INDICATORS, CellKind.TARGET, draw(TARGET_TEXTS))


@st.composite
def target_cells(draw: st.DrawFn) -> tuple[str, list[ReadCell]]:
    """The cells of a target form."""
    cells = _Cells()
    cells.add("head.title", Block.HEAD, CellKind.TEXT, f"{draw(WORDS)}绩效目标批复情况")
    cells.add("head.form_title", Block.HEAD, CellKind.TEXT, "部门整体预算绩效目标表")
    cells.add("head.year", Block.HEAD, CellKind.YEAR, f"({draw(st.integers(2000, 2099))}年)")
    cells.add("body.name", Block.BODY, CellKind.TEXT, draw(WORDS))
    for name in ("staff_count", "subordinate_units"):
        cells.add(f"body.{name}", Block.BODY, CellKind.INTEGER, str(draw(st.integers(0, 5000))))
    wan = CellKind.MONEY_WAN
    for name in ("basic", "project", "special", "other", "fiscal", "other_sources", "own_level", "transfer"):
        cells.add(f"money.{name}", Block.MONEY, wan, draw(_amount(wan)))
    cells.add("goals.overall", Block.GOALS, CellKind.LONG_TEXT, draw(TEXTS))
    in_rows, in_text = draw(st.integers(0, 4)), draw(st.integers(0, 3))
    yuan = CellKind.MONEY_YUAN
    for number in range(1, in_rows + in_text + 1):
        is_row = number <= in_rows
        block = Block.TASKS if is_row else Block.OTHER_TASKS
        cells.add(f"tasks.{number}.name", block, CellKind.TEXT, draw(WORDS))
        cells.add(f"tasks.{number}.content", block, CellKind.LONG_TEXT, draw(TEXTS))
        amount = draw(_amount(yuan)) if is_row else format_amount(draw(YUAN), unit=MoneyUnit.YUAN)
        cells.add(f"tasks.{number}.amount", block, yuan, amount)
        if is_row:
            cells.add(f"tasks.{number}.expected", block, CellKind.LONG_TEXT, draw(TEXTS))
    _indicators(draw, cells, ("period", "annual"))
    return "dongguan", cells.cells


@st.composite
def evaluation_cells(draw: st.DrawFn) -> tuple[str, list[ReadCell]]:
    """The cells of a self-evaluation form."""
    cells = _Cells()
    cells.add("head.form_title", Block.HEAD, CellKind.TEXT, "部门整体支出绩效目标完成情况自评表")
    cells.add("body.name", Block.BODY, CellKind.TEXT, draw(WORDS))
    cells.add("head.year", Block.HEAD, CellKind.YEAR, str(draw(st.integers(2000, 2099))))
    amounts = ("budget", "budget_fiscal", "executed", "executed_fiscal")
    for number in range(1, draw(st.integers(0, 4)) + 1):
        cells.add(f"tasks.{number}.name", Block.TASKS, CellKind.TEXT, draw(WORDS))
        for name in ("content", "completed"):
            cells.add(f"tasks.{number}.{name}", Block.TASKS, CellKind.LONG_TEXT, draw(TEXTS))
        for name in amounts:
            text = draw(_amount(CellKind.MONEY_YUAN))
            cells.add(f"tasks.{number}.{name}", Block.TASKS, CellKind.MONEY_YUAN, text)
    for name in amounts:
        cells.add(f"totals.{name}", Block.TOTALS, CellKind.MONEY_YUAN, draw(_amount(CellKind.MONEY_YUAN)))
    for name in ("overall", "achieved"):
        cells.add(f"goals.{name}", Block.GOALS, CellKind.LONG_TEXT, draw(TEXTS))
    _indicators(draw, cells, ("annual", "actual"))
    return "shenzhen", cells.cells
