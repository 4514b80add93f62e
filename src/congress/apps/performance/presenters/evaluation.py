"""The evaluation page: each indicator with target, result, points and light in words a person reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from congress.apps.performance.domain import Indicator
from congress.apps.performance.domain.evaluating import Part
from congress.apps.performance.domain.lights import Light, Lit
from congress.apps.performance.domain.scoring import RowScore
from congress.apps.performance.selectors.evaluation import Bound, Evaluation

_TONES = {
    Light.RED: "bad",
    Light.YELLOW: "warn",
    Light.GREEN: "good",
    Light.BLUE: "info",
    Light.NONE: "neutral",
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One indicator on the page. `figure` tells what the platform says of it, "" where it is filled by hand."""

    row: str
    level: str
    name: str
    target: str
    actual: str
    weight: str
    is_proposed: bool
    points: str
    how: str
    tone: str
    mark: str
    light: str
    light_tone: str
    light_how: str
    figure: str
    has_moved: bool


@dataclass(frozen=True, slots=True)
class ShownPart:
    """The department or a project on the page."""

    title: str
    scheme: str
    basis: str
    rows: tuple[ShownRow, ...]
    execution: str
    execution_how: str
    total: str
    grade: str
    gaps: tuple[str, ...]
    missed: int
    money: str
    money_tone: str
    money_how: str


def shown_parts(evaluation: Evaluation) -> list[ShownPart]:
    """Every part, ready to print."""
    return [_part(part, evaluation.bound) for part in evaluation.parts]


def light_counts(evaluation: Evaluation) -> list[dict[str, Any]]:
    """How many indicators show which light."""
    lights = [lit.light for part in evaluation.parts for lit in part.lights]
    return [
        {"label": light.label, "count": lights.count(light), "tone": _TONES[light]}
        for light in Light
        if light in lights
    ]


def _part(part: Part, bound: dict[str, Bound]) -> ShownPart:
    evaluated, scoring = part.evaluated, part.evaluated.scoring
    verified = "" if part.scheme.verified else "，未核实，供参考"
    return ShownPart(
        title=evaluated.name,
        scheme=part.scheme.title,
        basis=f"{part.scheme.basis}（{part.scheme.source}{verified}）",
        rows=tuple(_rows(part, bound)),
        execution=_points(scoring.execution.points),
        execution_how=scoring.execution.how,
        total=_points(scoring.total) if scoring.total is not None else "",
        grade=scoring.grade,
        gaps=scoring.gaps,
        missed=sum(each.is_met is False for each in scoring.rows),
        money=part.money.light.label,
        money_tone=_TONES[part.money.light],
        money_how=part.money.how,
    )


def _rows(part: Part, bound: dict[str, Bound]) -> Iterator[ShownRow]:
    evaluated = part.evaluated
    for row, score, lit in zip(evaluated.indicators, evaluated.scoring.rows, part.lights, strict=True):
        yield _row(row, score, lit, bound.get(row.row))


def _row(row: Indicator, score: RowScore, lit: Lit, figure: Bound | None) -> ShownRow:
    tone, mark = _standing(score)
    return ShownRow(
        row=row.row,
        level=row.level2.text or row.level1.text,
        name=row.name.text,
        target=row.annual.text,
        actual=row.actual.text,
        weight=_points(score.weight),
        is_proposed=score.weight_is_proposed,
        points=_points(score.points),
        how=score.how,
        tone=tone,
        mark=mark,
        light=lit.light.label,
        light_tone=_TONES[lit.light],
        light_how=lit.how,
        figure=_figure(figure),
        has_moved=figure.has_moved if figure else False,
    )


def _standing(score: RowScore) -> tuple[str, str]:
    if score.is_met is None:
        return "neutral", "待评"
    if score.is_met:
        return ("info", "明显超过") if score.is_far_over else ("good", "完成")
    return ("bad", "未完成，缺原因") if score.lacks_reason else ("warn", "未完成")


def _figure(bound: Bound | None) -> str:
    if bound is None:
        return ""
    if bound.refusal:
        return bound.refusal
    now = bound.now.text if bound.now and bound.now.text else "还没有数"
    if bound.has_moved:
        return f"采用时 {bound.binding.taken_text}，现在 {now}"
    return now if bound.binding.taken_at else f"{now}（还没有采用）"


def _points(points: Decimal | None) -> str:
    return f"{points.normalize():f}" if points is not None else "待评"
