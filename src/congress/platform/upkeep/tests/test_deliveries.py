"""Messages that got stuck: shown to who reads, sent again by who tends, refused in words when there are none."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.ids import new_id
from congress.platform.core.refusals import Refused
from congress.platform.events.models import Delivery, OutboxEvent
from congress.platform.upkeep.services import retry_deliveries
from congress.platform.upkeep.tests.visiting import signed_in
from congress.standards.errors import RuleViolation
from tests.support.place import SmallPlace


def _stuck(at: datetime) -> None:
    with unguarded("fixtures"):
        event = OutboxEvent(
            name="table.published", payload_version=1, subject_id=new_id(), at=at, trace=new_id(), payload={}
        )
        event.save(force_insert=True)
        for handler, state in (("a.one", "stuck"), ("a.two", "heard")):
            Delivery(
                event=event,
                handler=handler,
                subject_id=event.subject_id,
                state=state,
                attempts=12,
                next_at=at,
                error="OSError",
            ).save()


def test_an_operator_sees_them_and_sends_them_again(browser: Client, at: datetime) -> None:
    assert "没有受阻的消息" in browser.get("/upkeep/deliveries/").content.decode()
    _stuck(at)
    page = browser.get("/upkeep/deliveries/").content.decode()
    assert "table.published" in page and "a.one" in page and "OSError" in page and "a.two" not in page
    assert browser.post("/upkeep/deliveries/retry/").status_code == 302
    assert list(Delivery.objects.order_by("handler").values_list("state", "attempts")) == [
        ("waiting", 0),
        ("heard", 12),
    ]
    assert AuditRow.objects.get(command="upkeep.retry_deliveries").detail == {"deliveries": 1}
    told = browser.post("/upkeep/deliveries/retry/")
    assert told.status_code == 422 and "不需要重送" in told.content.decode()


def test_who_may_only_look_sends_nothing(place: SmallPlace, at: datetime) -> None:
    _stuck(at)
    reader = place.person("何安", "upkeep.read")
    assert "全部再送一次" not in signed_in(reader).get("/upkeep/deliveries/").content.decode()
    assert signed_in(reader).post("/upkeep/deliveries/retry/").status_code == 403
    with pytest.raises(Refused):
        retry_deliveries(actor=reader, at=at)


def test_with_nothing_stuck_the_command_says_so(operator: Person, at: datetime) -> None:
    with pytest.raises(RuleViolation, match="没有受阻的消息"):
        retry_deliveries(actor=operator, at=at)
