"""Two tables of one office, a year apart, for the tests of comparing in the browser and by commands."""

from __future__ import annotations

from typing import Any

from congress.apps.performance.domain.comparing import RowKind
from congress.apps.performance.models import TargetTable
from congress.apps.performance.selectors import asked_columns, side_by_side
from congress.apps.performance.selectors.comparing import SideBySide
from congress.apps.performance.tests.factories import TARGETS
from congress.platform.core.actors import Person

LATER = (
    TARGETS.replace("2026", "2027")
    .replace("项目支出\t50.00", "项目支出\t90.00")
    .replace("财政拨款\t150.00", "财政拨款\t190.00")
    .replace("市本级使用资金\t150.00", "市本级使用资金\t190.00")
    .replace("召开代表大会\t组织会议。\t500,000.00", "开好人民代表大会会议\t组织会议。\t900,000.00")
    .replace("代表满意度\t≥95%\t≥95%", "人大代表满意率\t≥90%\t≥90%")
)


def address(*tables: TargetTable, page: str = "", **more: str) -> str:
    query = [f"t={each.pk}" for each in tables] + [f"{name}={value}" for name, value in more.items()]
    return f"/performance/compare/{page}?{'&'.join(query)}"


def seen(actor: Person, *tables: TargetTable) -> SideBySide:
    return side_by_side(actor=actor, asked=asked_columns(str(each.pk) for each in tables))


def of_satisfaction(found: SideBySide) -> Any:
    return next(row for row in found.comparison.of_kind(RowKind.INDICATOR) if "满意" in row.label)
