"""Weights and scores written into a table: one step, undone whole, never over what a person judged."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from congress.apps.performance.models import TargetTable
from congress.apps.performance.selectors import stored_cell
from congress.apps.performance.services import draft_self_evaluation, record_scores, undo_correction
from congress.apps.performance.tests.factories import imported_table, with_points
from congress.apps.performance.tests.samples import SELF_EVALUATION
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Conflict
from congress.platform.search.api import find
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluated(place: SmallPlace, preparer: Person, clock_at: datetime) -> TargetTable:
    """A self-evaluation with columns for weight and score."""
    table = imported_table(place=place, by=preparer, at=clock_at, text=SELF_EVALUATION)
    return with_points(table)


def _record(table: TargetTable, by: Person, at: datetime, **more: object) -> int:
    table.refresh_from_db()
    given = {"target": table.pk, "version": table.version, "scheme": "", **more}
    return record_scores(actor=by, at=at, **given)  # type: ignore[arg-type]


def test_weights_and_scores_are_written_as_one_step(
    evaluated: TargetTable, preparer: Person, clock_at: datetime
) -> None:
    count = _record(evaluated, preparer, clock_at)
    weights = evaluated.cells.filter(address__endswith=".weight").values_list("text", flat=True)
    assert count >= len(weights) and all(weights)
    assert stored_cell(evaluated, "indicators.1.score").cell.text
    with pytest.raises(RuleViolation, match="已经写好"):
        _record(evaluated, preparer, clock_at)
    step = evaluated.corrections.latest("pk")
    undo_correction(actor=preparer, at=clock_at, target=evaluated.pk, correction=step.pk)
    assert stored_cell(evaluated, "indicators.1.weight").cell.text == ""


def test_a_table_that_changed_meanwhile_is_not_written_to(
    evaluated: TargetTable, preparer: Person, clock_at: datetime
) -> None:
    with pytest.raises(Conflict):
        _record(evaluated, preparer, clock_at, version=evaluated.version + 1)


def test_a_form_without_the_columns_is_refused(
    place: SmallPlace, preparer: Person, clock_at: datetime
) -> None:
    table = imported_table(place=place, by=preparer, at=clock_at)
    with pytest.raises(RuleViolation, match="没有“分值”“得分”两栏"):
        _record(table, preparer, clock_at)


def test_a_self_evaluation_is_begun_once_and_found(
    place: SmallPlace, preparer: Person, clock_at: datetime
) -> None:
    planned = imported_table(place=place, by=preparer, at=clock_at)
    begun = TargetTable.objects.get(pk=draft_self_evaluation(actor=preparer, at=clock_at, target=planned.pk))
    assert (begun.form, begun.year, begun.drafted_from_id) == ("department_evaluation", 2026, planned.pk)
    assert begun.preparers() == {preparer.account}
    assert [hit.subject.id for hit in find(actor=preparer, words="绩效自评").hits] == [begun.pk]
    with pytest.raises(RuleViolation, match="已经生成"):
        draft_self_evaluation(actor=preparer, at=clock_at, target=planned.pk)


def test_a_closed_body_evaluates_nothing(place: SmallPlace, preparer: Person, clock_at: datetime) -> None:
    planned = imported_table(place=place, by=preparer, at=clock_at)
    with unguarded("fixtures"):
        planned.body.active_until = clock_at.date()
        planned.body.save()
    with pytest.raises(RuleViolation, match="已经撤销"):
        draft_self_evaluation(actor=preparer, at=clock_at, target=planned.pk)
