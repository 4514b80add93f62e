"""A body's own additions to the indicator library: added, changed, retired; never deleted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from congress.apps.performance.models import LibraryIndicator
from congress.apps.performance.permissions import PerformancePermission
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.standards.errors import RuleViolation
from congress.standards.indicators import indicator_levels

_MOST = {
    "name": ("指标名称", 120),
    "target": ("指标值写法", 60),
    "unit": ("计量单位", 20),
    "explanation": ("指标解释", 500),
    "data_source": ("数据来源", 200),
    "evidence": ("佐证材料", 200),
}


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """What one says of an indicator: `level` is a code of the tree, `target` a pattern such as ≥N%."""

    level: str
    name: str
    target: str = ""
    unit: str = ""
    explanation: str = ""
    data_source: str = ""
    evidence: str = ""


@command(
    "performance.add_library_indicator", permission=PerformancePermission.PREPARE, target="organisation.Body"
)
def add_library_indicator(
    *, actor: Person, at: datetime, target: UUID, words: IndicatorWords, act: Act[Any] = DOOR
) -> UUID:
    """Add an indicator to a body's own library (指标入库). Returns its id."""
    values = _cleaned(words)
    _require_new(act.target.pk, values)
    row = LibraryIndicator(body=act.target, added_by=actor.account, added_at=at, **values)
    row.save(force_insert=True)
    act.body = act.target.pk
    act.about(row)
    return row.pk


@command(
    "performance.change_library_indicator", permission=PerformancePermission.PREPARE, target=LibraryIndicator
)
def change_library_indicator(
    *,
    actor: Person,
    at: datetime,
    target: UUID,
    version: int,
    words: IndicatorWords,
    act: Act[LibraryIndicator] = DOOR,
) -> None:
    """Change the words of an own indicator (修改指标). Tables that use it stay as they are."""
    row = act.target
    act.body = row.body_id
    _require_in_use(row)
    values = _cleaned(words)
    _require_new(row.body_id, values, but=row.pk)
    row.change(**values)


@command(
    "performance.retire_library_indicator", permission=PerformancePermission.PREPARE, target=LibraryIndicator
)
def retire_library_indicator(
    *, actor: Person, at: datetime, target: UUID, version: int, act: Act[LibraryIndicator] = DOOR
) -> None:
    """Stop offering an own indicator (停用指标)."""
    row = act.target
    act.body = row.body_id
    _require_in_use(row)
    row.change(retired_at=at, retired_by=actor.account)


def _require_in_use(row: LibraryIndicator) -> None:
    if row.retired_at is not None:
        raise RuleViolation(
            "performance.indicator_retired", "这个指标已经停用，不能再修改。需要时请新增一个。"
        )


def _cleaned(words: IndicatorWords) -> dict[str, str]:
    values = {name: " ".join(text.split()) for name, text in asdict(words).items()}
    if not values["name"]:
        raise RuleViolation("performance.indicator_without_name", "请填写指标名称。", field="name")
    for name, (title, most) in _MOST.items():
        if len(values[name]) > most:
            raise RuleViolation(
                "performance.indicator_words", f"{title}太长，请控制在 {most} 个字以内。", field=name
            )
    try:
        level = indicator_levels()[values["level"]]
    except KeyError:
        raise RuleViolation(
            "performance.no_such_level", "没有这个指标层级，请重新选择。", field="level"
        ) from None
    if level.depth != 2:
        raise RuleViolation("performance.level_too_high", "请选择二级指标，如“数量指标”。", field="level")
    return values


def _require_new(body: UUID, values: dict[str, str], *, but: UUID | None = None) -> None:
    same = LibraryIndicator.objects.filter(
        body=body, level=values["level"], name=values["name"], retired_at__isnull=True
    )
    if (same.exclude(pk=but) if but else same).exists():
        raise RuleViolation(
            "performance.indicator_there",
            "指标库里已经有同名的指标，请直接使用，或者换一个名称。",
            field="name",
        )
