"""Long acts in short ones: invisible until closed, counted, refused rows kept with the reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from congress.platform.audit.models import AuditRow
from congress.platform.core.context import surrounded
from congress.platform.core.ids import new_id
from congress.platform.core.models import Batch, BatchRefusal
from congress.platform.core.ports import closed_rows
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import arranging
from congress.platform.organisation.models import Body, Person
from congress.standards.errors import RuleViolation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


@pytest.fixture
def batch(at: datetime) -> UUID:
    """An open batch."""
    return g.begin_batch(actor=g.MACHINE, at=at)


def test_a_batch_is_counted_and_its_refused_rows_kept(batch: UUID, at: datetime) -> None:
    g.fill_batch(actor=g.MACHINE, at=at, target=batch, rows=100)
    g.fill_batch(actor=g.MACHINE, at=at, target=batch, rows=50)
    row = Batch.objects.get(pk=batch)
    assert (row.row_count, row.refused_count, row.state) == (150, 2, "open")
    assert list(row.refusals.values_list("number", "field", "message")) == [(7, "name", "请填写姓名。")] * 2


def test_all_acts_of_a_batch_stand_under_one_trace(at: datetime) -> None:
    with surrounded(trace=new_id()):
        batch = g.begin_batch(actor=g.MACHINE, at=at)
        g.fill_batch(actor=g.MACHINE, at=at, target=batch, rows=1)
        g.close_batch(actor=g.MACHINE, at=at, target=batch)
    traces = set(AuditRow.objects.filter(command__startswith="ground.").values_list("trace", flat=True))
    assert traces == {Batch.objects.get(pk=batch).trace}


@pytest.mark.parametrize(("end", "shown"), [(g.close_batch, 1), (g.abandon_batch, 0)])
def test_rows_are_seen_when_the_batch_is_closed_and_never_when_it_is_given_up(
    end: object, shown: int, batch: UUID, at: datetime
) -> None:
    with arranging():
        body = Body.objects.create(**_body_values())
        Person.objects.create(name="甲", body=body, batch_id=batch)
        Person.objects.create(name="乙", body=body)
    assert closed_rows(Person.objects.all()).count() == 1
    end(actor=g.MACHINE, at=at, target=batch)  # type: ignore[operator]
    assert closed_rows(Person.objects.all()).count() == 1 + shown


def test_an_ended_batch_takes_no_more_rows_and_ends_once(batch: UUID, at: datetime) -> None:
    g.close_batch(actor=g.MACHINE, at=at, target=batch)
    for refused in (
        lambda: g.fill_batch(actor=g.MACHINE, at=at, target=batch, rows=1),
        lambda: g.close_batch(actor=g.MACHINE, at=at, target=batch),
        lambda: g.abandon_batch(actor=g.MACHINE, at=at, target=batch),
    ):
        with pytest.raises(RuleViolation) as refusal:
            refused()
        assert refusal.value.code == "core.batch_ended"
    assert BatchRefusal.objects.count() == 0


def test_the_database_refuses_an_open_batch_that_has_ended(batch: UUID, at: datetime) -> None:
    with arranging(), pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch).update(ended_at=at)
    with arranging(), pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch).update(state="closed")


def test_a_batch_is_called_by_its_title(batch: UUID) -> None:
    assert str(Batch.objects.get(pk=batch)) == "一批"


def _body_values() -> dict[str, object]:
    from datetime import date

    return {"name": "某市", "path": "a/", "active_from": date(2020, 1, 1), **_needed()}


def _needed() -> dict[str, object]:
    known = {"name", "path", "active_from"}
    found: dict[str, object] = {}
    for field in Body._meta.local_concrete_fields:
        if field.name not in known and not field.has_default() and not field.null and not field.blank:
            found[field.name] = field.choices[0][0] if field.choices else "0" * (field.max_length or 12)
    return found
