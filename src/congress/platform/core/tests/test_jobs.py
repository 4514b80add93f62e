"""Jobs: queued in commands, taken under a lease, kept alive, resumed from the cursor, cancelled, given up."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from congress.platform.audit.models import AuditRow
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.jobs import JobContext, LeaseLost, cancel_job, own_job, run_one, running
from congress.platform.core.manifest import JobKind
from congress.platform.core.models import Job, Switch
from congress.platform.core.refusals import Refused
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import Plant, arranging
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """No heartbeat beside the test: its connection would not see rows the test has not committed."""
    monkeypatch.setattr("congress.platform.core.jobs.running.threading.Thread.start", lambda self: None)
    monkeypatch.setattr(
        "congress.platform.core.jobs.running.threading.Thread.join", lambda self, timeout=0: None
    )


@pytest.fixture
def kind(plant: Plant) -> Callable[[Callable[[JobContext], Any]], None]:
    """Declare what the job `ground.work` does."""

    def declare(run: Callable[[JobContext], Any]) -> None:
        plant(jobs=(JobKind("ground.work", "干活", run), JobKind("ground.nothing", "无事", g.do_nothing)))

    return declare


Kind = Callable[[Callable[[JobContext], Any]], None]


def queue(**values: Any) -> Job:
    """A job in the queue, due now."""
    with arranging():
        return g.arrange_job(clock.now() - timedelta(seconds=1), **{"kind": "ground.work", **values})


def fresh(job: Job) -> Job:
    """The job as it stands now."""
    return Job.objects.get(pk=job.pk)


def test_a_job_is_queued_under_the_acts_trace_and_belongs_to_its_person(kind: Kind, at: datetime) -> None:
    kind(lambda context: None)
    with arranging():
        person = g.arrange_person("asker", at)
    mine = Job.objects.get(pk=g.start_job(actor=person, at=at, kind="ground.work"))
    machines = Job.objects.get(pk=g.start_job(actor=g.MACHINE, at=at, kind="ground.work"))
    assert (mine.owner, machines.owner, mine.title) == (person.account, None, "干活")
    assert mine.trace == AuditRow.objects.get(object_id=mine.pk).trace


def test_a_job_runs_to_its_end_with_arguments_and_result(kind: Kind) -> None:
    seen: list[Any] = []

    def run(context: JobContext) -> dict[str, int]:
        seen.append((context.arguments, context.actor.job, context.cursor))
        context.advance(done=5, total=10, message="一半")
        return {"rows": 10}

    kind(run)
    job = queue(arguments={"a": 1})
    assert run_one()
    row = fresh(job)
    assert (row.state, row.result, row.done, row.total, row.percent) == ("done", {"rows": 10}, 5, 10, 50)
    assert row.lease_until is None and row.ended_at is not None
    assert seen == [({"a": 1}, "ground.work", None)]
    assert not run_one()


def test_what_is_not_due_or_not_declared_is_left_alone(kind: Kind) -> None:
    kind(lambda context: None)
    queue(run_after=clock.now() + timedelta(hours=1))
    queue(kind="gone.kind")
    assert not run_one()


def test_jobs_of_a_switched_off_app_wait_and_block_nobody(kind: Kind) -> None:
    kind(lambda context: None)
    for _ in range(25):
        queue(run_after=clock.now() - timedelta(hours=1))
    with arranging():
        Switch(app="ground", is_on=False).save()
    assert not run_one()
    with arranging():
        Switch.objects.update(is_on=True)
    assert run_one()


def test_waiting_jobs_of_a_switched_off_app_do_not_fill_the_queue(plant: Plant) -> None:
    from congress.platform.core import registry
    from congress.platform.core.manifest import Manifest

    plant()
    registry.register(Manifest("awake", "醒着", jobs=(JobKind("awake.work", "干活", g.do_nothing),)))
    try:
        for _ in range(25):
            queue(kind="ground.nothing", run_after=clock.now() - timedelta(hours=1))
        job = queue(kind="awake.work")
        with arranging():
            Switch(app="ground", is_on=False).save()
        assert run_one()
        assert fresh(job).state == "done"
    finally:
        registry.unregister("awake")


def test_a_broken_rule_ends_the_job_with_its_sentence(kind: Kind) -> None:
    def run(context: JobContext) -> None:
        raise RuleViolation("ground.no", "请先补齐附件。")

    kind(run)
    job = queue()
    run_one()
    assert (fresh(job).state, fresh(job).message) == ("failed", "请先补齐附件。")


def test_a_defect_gives_the_job_back_with_its_cursor_and_in_the_end_gives_it_up(kind: Kind) -> None:
    def run(context: JobContext) -> None:
        context.advance(done=context.cursor or 0, cursor=(context.cursor or 0) + 1)
        raise OSError("disk")

    kind(run)
    job = queue()
    for attempt in range(1, running.MAX_ATTEMPTS + 1):
        assert run_one()
        row = fresh(job)
        assert row.cursor == attempt
        if attempt < running.MAX_ATTEMPTS:
            assert row.state == "queued"
            assert row.run_after > clock.now() + timedelta(seconds=running.RETRY_SECONDS[attempt - 1] - 2)
            with unguarded("jobs"):
                Job.objects.filter(pk=job.pk).update(run_after=clock.now())
    assert (fresh(job).state, fresh(job).message) == ("failed", running.GIVEN_UP)


def test_a_dead_workers_job_is_taken_up_again_from_its_cursor(kind: Kind) -> None:
    seen: list[Any] = []
    kind(lambda context: seen.append(context.cursor))
    past = clock.now() - timedelta(seconds=1)
    job = queue(state="running", attempts=1, lease_until=past, cursor={"row": 4000})
    alive = queue(state="running", attempts=1, lease_until=clock.now() + timedelta(minutes=1))
    assert run_one() and not run_one()
    assert seen == [{"row": 4000}]
    assert (fresh(job).state, fresh(job).attempts, fresh(alive).state) == ("done", 2, "running")


def test_a_job_that_kills_every_worker_is_given_up(kind: Kind) -> None:
    kind(lambda context: None)
    past = clock.now() - timedelta(seconds=1)
    job = queue(state="running", attempts=running.MAX_TAKES, lease_until=past)
    assert not run_one()
    assert (fresh(job).state, fresh(job).message) == ("failed", running.GIVEN_UP)


def test_whoever_lost_the_lease_stops_and_changes_nothing_more(kind: Kind) -> None:
    def run(context: JobContext) -> None:
        with unguarded("jobs"):
            Job.objects.filter(pk=context.id).update(attempts=2, message="另一个")
        with pytest.raises(LeaseLost):
            context.beat()
        context.advance(done=1)

    kind(run)
    job = queue()
    assert run_one()
    assert (fresh(job).state, fresh(job).message, fresh(job).attempts) == ("running", "另一个", 2)


def test_of_two_workers_one_takes_the_job(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    kind(lambda context: runs.append(1))
    job = queue()
    real = running.switched_off

    def meanwhile() -> frozenset[str]:
        return real()

    monkeypatch.setattr(running, "switched_off", meanwhile)
    filtered = Job.objects.filter

    class Stale:
        """The queue as it was before the other worker took the job."""

        def __getitem__(self, part: slice) -> list[Job]:
            stale = [fresh(job)]
            with unguarded("jobs"):
                filtered(pk=job.pk).update(state="running", attempts=7)
            return stale

        def order_by(self, *names: str) -> Stale:
            return self

    monkeypatch.setattr(
        Job.objects, "filter", lambda *args, **kw: Stale() if "kind__in" in kw else filtered(*args, **kw)
    )
    assert not run_one()
    assert runs == []


def test_a_running_job_is_cancelled_at_its_next_step(kind: Kind, at: datetime) -> None:
    with arranging():
        person = g.arrange_person("owner", at)

    def run(context: JobContext) -> None:
        cancel_job(actor=person, at=at, target=context.id)
        context.advance(done=1)
        raise AssertionError("went on")

    kind(run)
    job = queue(owner=person.account)
    run_one()
    assert (fresh(job).state, fresh(job).message) == ("cancelled", "已按要求取消")


def test_a_queued_job_is_cancelled_at_once_and_an_ended_one_not_at_all(kind: Kind, at: datetime) -> None:
    kind(lambda context: None)
    with arranging():
        person = g.arrange_person("owner", at)
    job = queue(owner=person.account)
    cancel_job(actor=person, at=at, target=job.pk)
    assert fresh(job).state == "cancelled"
    assert not run_one()
    with pytest.raises(RuleViolation) as refusal:
        cancel_job(actor=person, at=at, target=job.pk)
    assert refusal.value.code == "core.job_ended"


def test_a_worker_that_is_asked_to_stop_gives_the_job_back_at_its_next_step(kind: Kind) -> None:
    kind(lambda context: context.advance(done=3, cursor=3))
    job = queue()
    assert run_one(stopping=lambda: True)
    row = fresh(job)
    assert (row.state, row.cursor, row.lease_until) == ("queued", 3, None)
    assert run_one()
    assert fresh(job).state == "done"


def test_only_the_owner_sees_a_job(kind: Kind, at: datetime) -> None:
    kind(lambda context: None)
    with arranging():
        owner, other = g.arrange_account("owner", at), g.arrange_account("other", at)
    job = queue(owner=owner.pk, state="queued")
    assert own_job(actor=Person(owner.pk), job=job.pk).row == job
    with pytest.raises(Refused):
        own_job(actor=Person(other.pk), job=job.pk)


def test_a_job_is_shown_with_what_can_be_done_about_it(kind: Kind, at: datetime, settings: Any) -> None:
    kind(lambda context: None)
    with arranging():
        owner = g.arrange_account("owner", at)
    waiting = own_job(actor=Person(owner.pk), job=queue(owner=owner.pk).pk).shown(poll_url="/poll/")
    assert (waiting["state"], waiting["poll_url"], waiting["next_url"]) == ("waiting", "/poll/", "")
    assert waiting["cancel_url"].endswith("/cancel/")
    ended = queue(owner=owner.pk, state="done", result={"url": "/result/"})
    shown = own_job(actor=Person(owner.pk), job=ended.pk)
    assert shown.shown(poll_url="")["next_url"] == "/result/"
    assert shown.shown(poll_url="", next_url="/own/")["next_url"] == "/own/"
    settings.ROOT_URLCONF = "tests.faults.urls"
    assert shown.shown(poll_url="")["cancel_url"] == "", "no page to cancel it on, no link"


def test_progress_is_unknown_without_a_total_and_never_over_a_hundred() -> None:
    assert Job(done=3).percent is None
    assert Job(done=30, total=20).percent == 100
    assert str(Job(title="导入")) == "导入"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
class TestTheHeartbeat:
    """The second thread that keeps a lease alive."""

    @pytest.fixture(autouse=True)
    def _one_thread(self, settings: Any) -> None:
        settings.JOB_LEASE_SECONDS = 0.15

    def test_a_long_step_does_not_look_like_death(self, kind: Kind) -> None:
        def run(context: JobContext) -> None:
            time.sleep(0.4)
            assert not Job.objects.filter(pk=context.id, lease_until__lt=clock.now()).exists()

        kind(run)
        job = queue()
        run_one()
        assert fresh(job).state == "done"

    def test_it_ends_when_the_lease_is_lost(self, kind: Kind) -> None:
        def run(context: JobContext) -> None:
            with unguarded("jobs"):
                Job.objects.filter(pk=context.id).update(attempts=9)
            time.sleep(0.2)

        kind(run)
        job = queue()
        run_one()
        assert fresh(job).state == "running"

    def test_it_goes_on_when_the_database_stumbles(
        self, kind: Kind, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        beats: list[int] = []
        real = JobContext.beat

        def stumble(self: JobContext) -> None:
            beats.append(1)
            if len(beats) == 1:
                raise OperationalError("away")
            real(self)

        monkeypatch.setattr(JobContext, "beat", stumble)
        kind(lambda context: time.sleep(0.3))
        queue()
        run_one()
        assert len(beats) > 1
        assert "a heartbeat could not be written" in caplog.text
