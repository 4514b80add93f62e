"""What the preparer is told, once for each fact, also when a fact is delivered twice."""

from __future__ import annotations

from datetime import datetime

import pytest

from congress.apps.performance.models import TargetTable
from congress.apps.performance.services import (
    approve_table,
    issue_table,
    return_table,
    submit_table,
    tell_preparer,
)
from congress.apps.performance.tests.factories import run_all_jobs
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.refusals import Refused
from congress.platform.events.api import deliver_due
from congress.platform.portal.models import Notice

pytestmark = pytest.mark.django_db


def titles(person: Person) -> list[str]:
    return list(Notice.objects.filter(account=person.account).order_by("pk").values_list("title", flat=True))


def test_returned_and_published_are_told_once(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    submit_table(actor=preparer, at=at, target=table.pk, version=1, note="说明")
    return_table(actor=reviewer, at=at, target=table.pk, version=2, reason="请核对")
    submit_table(actor=preparer, at=at, target=table.pk, version=3, note="说明")
    approve_table(actor=reviewer, at=at, target=table.pk, version=4)
    issue_table(actor=issuer, at=at, target=table.pk, version=5, publishes=True)
    run_all_jobs()
    for _ in range(2):
        deliver_due(at=clock.now())
    told = titles(preparer)
    assert told.count(f"已退回：{table.title}") == 1
    assert told.count(f"已公开：{table.title}") == 1
    assert titles(issuer) == [f"已公开：{table.title}"]


def test_people_do_not_tell_in_the_name_of_the_machine(
    table: TargetTable, reviewer: Person, at: datetime
) -> None:
    with pytest.raises(Refused):
        tell_preparer(actor=reviewer, at=at, target=table.pk, account=reviewer.account, title="甲", text="乙")  # type: ignore[arg-type]
