"""Indicators made in one line, for tests of scoring and lights."""

from __future__ import annotations

from congress.apps.performance.domain import Block, CellKind, Indicator, ReadCell, assemble, state_of
from congress.platform.documents.contracts import Place

KINDS = {
    "level1": CellKind.LEVEL,
    "level2": CellKind.LEVEL,
    "name": CellKind.TEXT,
    "annual": CellKind.TARGET,
    "actual": CellKind.TARGET,
    "weight": CellKind.POINTS,
    "score": CellKind.POINTS,
    "reason": CellKind.LONG_TEXT,
}
LEVELS = {
    "quantity": ("产出指标", "数量指标"),
    "quality": ("产出指标", "质量指标"),
    "time": ("产出指标", "时效指标"),
    "cost": ("成本指标", "经济成本指标"),
    "former_cost": ("产出指标", "成本指标"),
    "social": ("效益指标", "社会效益指标"),
    "served": ("满意度指标", "服务对象满意度指标"),
    "unknown": ("其他", "其他"),
}


def indicators(*rows: tuple[str, dict[str, str]]) -> tuple[Indicator, ...]:
    """Rows of a level and their texts: ("quantity", {"annual": "≥3次", "actual": "2次"})."""
    cells: list[ReadCell] = []
    for number, (level, texts) in enumerate(rows, start=1):
        level1, level2 = LEVELS[level]
        whole = {"level1": level1, "level2": level2, "name": f"指标{number}", **texts}
        for name, text in whole.items():
            cells.append(
                ReadCell(
                    address=f"indicators.{number}.{name}",
                    block=Block.INDICATORS,
                    order=len(cells),
                    label=name,
                    kind=KINDS[name],
                    raw=text,
                    text=text,
                    state=state_of(text=text),
                    place=Place(number, 1),
                    confidence=100,
                )
            )
    return assemble(form="dongguan", cells=cells).indicators


def indicator(level: str, **texts: str) -> Indicator:
    """One row."""
    return indicators((level, texts))[0]
