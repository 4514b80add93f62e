"""The web server is killed in the middle of a save: nothing of it is there, and the next try saves all of it."""

from __future__ import annotations

import http.client

import pytest

from congress.platform.access.models import Role
from congress.platform.audit.models import AuditRow
from congress.platform.events.models import Delivery, OutboxEvent
from tests.faults import planted
from tests.support.processes import Processes, free_port

pytestmark = pytest.mark.slow


def ask(port: int, path: str) -> int:
    """The status of an answer. Raises what the network raises."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        return connection.getresponse().status
    finally:
        connection.close()


def is_up(port: int) -> bool:
    """Whether the server answers."""
    try:
        return ask(port, "/healthz") == 200
    except OSError:
        return False


def test_nothing_half_is_left_of_a_save_that_was_killed(processes: Processes) -> None:
    port, code = free_port(), planted.unique("page")
    first = processes.start("tests.faults.process", "web", str(port))
    processes.wait_for(lambda: is_up(port))
    with pytest.raises((OSError, http.client.HTTPException)):
        ask(port, f"/save/?code={code}&die=1")
    assert first.wait(30) == -9
    assert not Role.objects.filter(code=code).exists()
    assert not AuditRow.objects.filter(command="faults.make").exists()
    assert not OutboxEvent.objects.exists() and not Delivery.objects.exists()
    processes.start("tests.faults.process", "web", str(port))
    processes.wait_for(lambda: is_up(port))
    assert ask(port, f"/save/?code={code}") == 200
    assert Role.objects.filter(code=code).exists()
    assert AuditRow.objects.filter(command="faults.make", outcome="done").count() == 1
    assert OutboxEvent.objects.count() == 1 and Delivery.objects.count() == 1
