"""Two clerks on one cell at the same moment: one wins, the other is shown both texts, nothing is lost."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from congress.apps.performance.domain.editing import seen_in
from congress.apps.performance.models import Cell, Correction, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors import row_cells
from congress.apps.performance.services import correct_cell, remove_row
from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import Person
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_clerks_correct_one_cell_at_once(
    table: TargetTable, place: SmallPlace, preparer: Person, at: datetime
) -> None:
    other = place.person("other", P.READ, P.PREPARE)
    gate, raised = threading.Barrier(2), []

    def correct(actor: Person, text: str) -> None:
        try:
            gate.wait(10)
            correct_cell(
                actor=actor, at=at, target=table.pk, address="money.project", before="50.00", text=text
            )
        except Conflict as conflict:
            raised.append((text, conflict.current.text))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=correct, args=given) for given in ((preparer, "51.00"), (other, "52.00"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    stored = Cell.objects.get(table=table, address="money.project").text
    ((refused, shown),) = raised
    assert {refused, stored} == {"51.00", "52.00"}
    assert shown == stored
    assert list(Correction.objects.values_list("before", "after")) == [("50.00", stored)]
    outcomes = AuditRow.objects.filter(command="performance.correct_cell").values_list("outcome", flat=True)
    assert sorted(outcomes) == ["done", "refused"]


def test_two_clerks_edit_one_row_at_once(
    table: TargetTable, place: SmallPlace, preparer: Person, at: datetime
) -> None:
    other = place.person("other", P.READ, P.PREPARE)
    old = seen_in(each.cell for each in row_cells(table, "indicators.1"))
    gate, raised = threading.Barrier(2), []

    def remove(actor: Person) -> None:
        try:
            gate.wait(10)
            remove_row(actor=actor, at=at, target=table.pk, row="indicators.1", seen=old)
        except RuleViolation as refusal:
            raised.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=remove, args=(actor,)) for actor in (preparer, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert raised == ["performance.no_such_row"]
    assert Correction.objects.get().name == "绩效指标 1"
    assert not Cell.objects.filter(table=table, address__startswith="indicators.1.").exists()
