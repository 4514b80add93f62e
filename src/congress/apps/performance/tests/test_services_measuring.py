"""Figures of the platform in a table: bound, taken over by a person, shown when they move, refused in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from congress.apps.performance.models import MeasureBinding, TargetTable
from congress.apps.performance.selectors import stored_cell
from congress.apps.performance.selectors.evaluation import evaluation_of, row_measures
from congress.apps.performance.services import bind_measure, take_measure, unbind_measure, undo_correction
from congress.apps.performance.tests.factories import imported_table, made_public
from congress.apps.performance.tests.samples import SELF_EVALUATION
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.measures import measured
from congress.platform.core.models import Switch
from congress.standards.errors import RuleViolation
from congress.standards.values.period import Period, PeriodKind

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db
ROW = "indicators.1"
PUBLISHED = "performance.tables_published"


@pytest.fixture
def evaluated(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """A self-evaluation of the year in which the tests play."""
    text = SELF_EVALUATION.replace("2025", str(clock_at.year))
    return imported_table(place=place, by=preparer, at=clock_at, text=text)


def _bind(table: TargetTable, by: Person, at: datetime, measure: str = PUBLISHED, row: str = ROW) -> None:
    bind_measure(actor=by, at=at, target=table.pk, row=row, measure=measure)


def test_a_figure_is_taken_over_with_what_stands_behind_it(
    evaluated: TargetTable, preparer: Person, clock_at: datetime
) -> None:
    _bind(evaluated, preparer, clock_at)
    text = take_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW, seen="0张")
    assert text == "0张"
    assert stored_cell(evaluated, f"{ROW}.actual").cell.text == "0张"
    bound = evaluated.bindings.get()
    assert (bound.taken_text, bound.taken_count, bound.taken_at) == ("0张", 0, clock_at)
    step = evaluated.corrections.latest("pk")
    assert step.note == "平台数据：公开的绩效目标表"
    undo_correction(actor=preparer, at=clock_at, target=evaluated.pk, correction=step.pk)
    assert stored_cell(evaluated, f"{ROW}.actual").cell.text != "0张"


def test_a_figure_that_moved_is_shown_and_not_taken_over_unseen(
    evaluated: TargetTable,
    place: SmallPlace,
    preparer: Person,
    reviewer: Person,
    issuer: Person,
    clock_at: datetime,
) -> None:
    _bind(evaluated, preparer, clock_at)
    take_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW, seen="0张")
    other = imported_table(place=place, by=preparer, at=clock_at)
    made_public(other, by=preparer, reviewer=reviewer, issuer=issuer, at=clock_at)
    found = evaluation_of(actor=preparer, table=evaluated.pk, scheme="", month=7, at=clock_at)
    assert found.bound[ROW].has_moved
    assert stored_cell(evaluated, f"{ROW}.actual").cell.text == "0张"
    with pytest.raises(RuleViolation, match="现在是“1张”"):
        take_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW, seen="0张")
    take_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW, seen="1张")
    assert evaluated.bindings.get().taken_rows[0]["url"].startswith("/open/performance/")


def test_the_same_figure_again_is_no_step(
    evaluated: TargetTable, preparer: Person, clock_at: datetime
) -> None:
    _bind(evaluated, preparer, clock_at)
    for _ in range(2):
        take_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW, seen="0张")
    assert evaluated.corrections.count() == 1


def test_another_measure_takes_the_place_of_the_first_and_a_binding_can_go(
    evaluated: TargetTable, preparer: Person, clock_at: datetime
) -> None:
    _bind(evaluated, preparer, clock_at)
    take_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW, seen="0张")
    _bind(evaluated, preparer, clock_at, "performance.published_in_time")
    assert (evaluated.bindings.get().taken_text, evaluated.bindings.get().taken_at) == ("", None)
    with pytest.raises(RuleViolation, match="平台上现在没有可取的数"):
        take_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW, seen="")
    unbind_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW)
    assert not evaluated.bindings.exists()
    for act in (unbind_measure,):
        with pytest.raises(RuleViolation, match="没有关联平台数据"):
            act(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW)


@pytest.mark.parametrize(
    ("row", "measure", "said"),
    [("indicators.99", PUBLISHED, "没有这一格"), (ROW, "performance.nothing", "没有这项平台数据")],
)
def test_what_cannot_be_bound(
    evaluated: TargetTable, preparer: Person, clock_at: datetime, row: str, measure: str, said: str
) -> None:
    with pytest.raises(RuleViolation, match=said):
        _bind(evaluated, preparer, clock_at, measure, row)


def test_without_a_year_nothing_is_taken(
    evaluated: TargetTable, preparer: Person, clock_at: datetime
) -> None:
    _bind(evaluated, preparer, clock_at)
    with unguarded("fixtures"):
        TargetTable.objects.filter(pk=evaluated.pk).update(year=None)
    with pytest.raises(RuleViolation, match="没有写明年度"):
        take_measure(actor=preparer, at=clock_at, target=evaluated.pk, row=ROW, seen="0张")
    found = row_measures(actor=preparer, table=evaluated.pk, row=ROW, at=clock_at)
    assert found.bound is not None and "没有写明年度" in found.bound.refusal


def test_a_measure_that_is_gone_or_closed_to_the_person_is_told(
    evaluated: TargetTable, preparer: Person, clock_at: datetime
) -> None:
    _bind(evaluated, preparer, clock_at, "organisation.deputies_in_office")
    closed = row_measures(actor=preparer, table=evaluated.pk, row=ROW, at=clock_at)
    assert closed.bound is not None and "在任代表人数" in closed.bound.refusal
    with unguarded("fixtures"):
        MeasureBinding.objects.update(measure="performance.former")
    gone = row_measures(actor=preparer, table=evaluated.pk, row=ROW, at=clock_at)
    assert gone.bound is not None and "请改为手工填写" in gone.bound.refusal
    assert not Switch.objects.exists()


def test_the_figures_of_publishing(
    place: SmallPlace, preparer: Person, reviewer: Person, issuer: Person, clock_at: datetime
) -> None:
    year = Period(clock_at.year, PeriodKind.YEAR)

    def figure(code: str) -> str:
        value = measured(
            actor=preparer, code=f"performance.{code}", body=place.office, period=year, at=clock_at
        )
        return value.text

    assert (figure("tables_published"), figure("published_in_time")) == ("0张", "")
    early, late = (imported_table(place=place, by=preparer, at=clock_at) for _ in range(2))
    with unguarded("fixtures"):
        for each, day in ((early, date(2099, 1, 1)), (late, date(2001, 1, 1))):
            TargetTable.objects.filter(pk=each.pk).update(replied_on=date(2001, 1, 1), publish_by=day)
    for each in (early, late):
        made_public(each, by=preparer, reviewer=reviewer, issuer=issuer, at=clock_at)
    assert (figure("tables_published"), figure("published_in_time")) == ("2张", "50%")
