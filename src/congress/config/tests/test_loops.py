"""The loops of worker and ticker: at once while there is work, patient while there is none, alive after a fault."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from congress.config import running
from congress.config.supervisor import AddressUnusable, Plan, PortTaken, answers, listen, web_process_count
from congress.platform.upkeep.api import beats


@pytest.fixture(autouse=True)
def _keep_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop runs in the test's own thread here, whose connection belongs to the test."""
    monkeypatch.setattr(running, "close_old_connections", lambda: None)
    monkeypatch.setattr(running.connections, "close_all", lambda: None)


def test_a_busy_loop_does_not_rest_and_an_idle_one_does() -> None:
    stop, answers_left = threading.Event(), [True, True, True, False]

    def step() -> bool:
        if len(answers_left) == 1:
            stop.set()
        return answers_left.pop(0)

    began = time.monotonic()
    running.repeat("test", step, stop, rest_seconds=5)
    assert answers_left == [] and time.monotonic() - began < 1


def test_a_fault_is_told_and_the_loop_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    stop, tries = threading.Event(), []

    def step() -> bool:
        tries.append(1)
        if len(tries) < 3:
            raise OSError("database away")
        stop.set()
        return False

    running.repeat("test", step, stop, rest_seconds=0.001)
    assert len(tries) == 3
    assert caplog.text.count("stumbled") == 2


def test_a_process_says_that_it_lives_and_takes_it_back() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=running.beat_until, args=("tester", stop))
    thread.start()
    until = time.monotonic() + 5
    while "tester" not in {each.process for each in beats()} and time.monotonic() < until:
        time.sleep(0.01)
    assert "tester" in {each.process for each in beats()}
    stop.set()
    thread.join(5)
    assert "tester" not in {each.process for each in beats()}


def test_a_taken_port_and_a_foreign_address_are_told_apart() -> None:
    taken = listen("127.0.0.1", 0)
    port = taken.getsockname()[1]
    with pytest.raises(PortTaken):
        listen("127.0.0.1", port)
    taken.close()
    with pytest.raises(AddressUnusable):
        listen("203.0.113.7", 8000)
    assert not answers("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("10.1.2.3", "http://10.1.2.3:8000"),
    ],
)
def test_the_address_is_one_a_person_can_type(host: str, address: str) -> None:
    assert Plan(host=host).address == address


def test_one_web_process_for_each_core_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda pid: set(range(64)))
    assert (web_process_count(0), web_process_count(3)) == (8, 3)


def test_the_worker_runs_both_loops_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    stop = threading.Event()

    def step(name: str) -> Any:
        def run(**kwargs: Any) -> int:
            seen.add(name)
            if {"events", "jobs"} <= seen:
                stop.set()
            return 0

        return run

    monkeypatch.setattr("congress.platform.access.api.install_roles", lambda at: seen.add("roles"))
    monkeypatch.setattr("congress.platform.events.api.deliver_due", step("events"))
    monkeypatch.setattr("congress.platform.core.jobs.run_one", step("jobs"))
    running.run_worker(stop)
    assert seen == {"roles", "events", "jobs"}


def test_the_ticker_ticks_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    monkeypatch.setattr("congress.platform.core.scheduler.tick", lambda at: stop.set())
    running.run_ticker(stop)
    assert stop.is_set()
