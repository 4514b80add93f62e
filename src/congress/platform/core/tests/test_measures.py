"""Measures: offered by modules, asked by code, never told to whom the figure is closed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from congress.platform.core.actors import Actor
from congress.platform.core.ids import new_id
from congress.platform.core.measures import Measure, MeasureValue, measured, offered, rate
from congress.platform.core.models import Switch
from congress.platform.core.refusals import Refused
from congress.platform.core.registry import BrokenManifest, faults
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import Plant, arranging
from congress.standards.errors import RuleViolation
from congress.standards.values.period import Period, PeriodKind

pytestmark = pytest.mark.django_db
YEAR = Period(2026, PeriodKind.YEAR)


def _work_out(actor: Actor, body: UUID, period: Period, at: datetime) -> MeasureValue:
    return MeasureValue(Decimal("3.50"), "次", f"{period.year} 年", at)


def _measure(**more: Any) -> Measure:
    return Measure(
        **{
            "code": "ground.acts",
            "title": "办事次数",
            "unit": "次",
            "explanation": "说明",
            "permission": g.ACT,
            "work_out": _work_out,
        }
        | more
    )


def test_a_figure_is_worked_out_for_whoever_may_see_it(plant: Plant, at: datetime) -> None:
    plant(measures=(_measure(),))
    with arranging():
        clerk, other = g.arrange_person("clerk", at), g.arrange_person("other", at, may_act=False)
    value = measured(actor=clerk, code="ground.acts", body=new_id(), period=YEAR, at=at)
    assert (value.text, value.how, value.at) == ("3.5次", "2026 年", at)
    with pytest.raises(Refused, match="办事次数"):
        measured(actor=other, code="ground.acts", body=new_id(), period=YEAR, at=at)


def test_an_unknown_figure_is_told_in_words(plant: Plant, at: datetime) -> None:
    plant()
    with pytest.raises(RuleViolation, match="请改为手工填写"):
        measured(actor=g.MACHINE, code="ground.nothing", body=new_id(), period=YEAR, at=at)


def test_a_module_switched_off_offers_nothing(plant: Plant, at: datetime) -> None:
    plant(measures=(_measure(),))
    assert "ground.acts" in offered()
    with arranging():
        Switch(app="ground", is_on=False).save(force_insert=True)
    assert "ground.acts" not in offered()


def test_two_figures_of_one_code_and_undeclared_permissions_are_defects(plant: Plant) -> None:
    plant(measures=(_measure(), _measure()))
    with pytest.raises(BrokenManifest):
        offered()
    plant(measures=(_measure(permission="ground.unknown"),))
    assert "ground: permission ground.unknown is not declared" in faults()


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 3, "33.33"), (2, 2, "100"), (0, 5, "0")])
def test_rates(part: int, whole: int, share: str) -> None:
    assert rate(part, whole) == Decimal(share)


def test_a_rate_of_nothing_is_no_figure(at: datetime) -> None:
    assert rate(0, 0) is None
    assert MeasureValue(None, "%", "没有可数的", at).text == ""
