"""Tables of projects made in one line, each with one indicator where its texts name weight or score."""

from __future__ import annotations

from congress.apps.performance.domain import (
    Block,
    CellKind,
    PerformanceTable,
    ReadCell,
    assemble,
    state_of,
)
from congress.platform.documents.contracts import Place

MONEY = frozenset({"total", "fiscal", "other_funds", "initial", "budget", "executed"})
POINTS = ("weight", "score")
INDICATOR = {
    "level1": ("产出指标", CellKind.LEVEL),
    "level2": ("数量指标", CellKind.LEVEL),
    "name": ("次数", CellKind.TEXT),
    "annual": ("≥3次", CellKind.TARGET),
    "actual": ("3次", CellKind.TARGET),
}


def project_table(*projects: dict[str, str]) -> PerformanceTable:
    """Projects by their texts; money in 万元."""
    cells: list[ReadCell] = []

    def add(address: str, text: str, kind: CellKind) -> None:
        cells.append(
            ReadCell(
                address=address,
                block=Block.PROJECTS,
                order=len(cells),
                label=address,
                kind=kind,
                raw=text,
                text=text,
                state=state_of(text=text),
                place=Place(1, 1),
                confidence=100,
            )
        )

    for number, texts in enumerate(projects, start=1):
        row = f"projects.{number}"
        for name, text in texts.items():
            if name not in POINTS:
                add(f"{row}.{name}", text, CellKind.MONEY_WAN if name in MONEY else CellKind.TEXT)
        if texts.keys() & set(POINTS):
            for name, (text, kind) in INDICATOR.items():
                add(f"{row}.indicators.1.{name}", text, kind)
            for name in POINTS:
                add(f"{row}.indicators.1.{name}", texts[name], CellKind.POINTS)
    return assemble(form="projects", cells=cells)
