"""The ticker: every due moment is queued once, also with two tickers, and nothing is made up for later."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from congress.platform.core import scheduler
from congress.platform.core.manifest import Schedule
from congress.platform.core.models import Job, ScheduledRun
from congress.platform.core.scheduler import last_due, tick
from congress.platform.core.tests.conftest import Plant
from congress.platform.core.tests.ground import every_minute


@pytest.fixture
def minutely(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    """One schedule, and no others."""
    schedule = every_minute()
    plant(schedules=(schedule,))
    monkeypatch.setattr(scheduler, "schedules", lambda: {schedule.name: schedule})


@pytest.mark.django_db
@pytest.mark.usefixtures("minutely")
def test_a_due_moment_is_queued_once(at: datetime) -> None:
    assert tick(at=at) == 1
    assert tick(at=at + timedelta(seconds=59)) == 0
    assert tick(at=at + timedelta(seconds=60)) == 1
    job = Job.objects.order_by("id").first()
    assert job is not None and job.arguments == {"due_at": at.isoformat()}


@pytest.mark.django_db
@pytest.mark.usefixtures("minutely")
def test_after_a_long_sleep_only_the_latest_moment_counts(at: datetime) -> None:
    tick(at=at)
    assert tick(at=at + timedelta(days=3)) == 1
    assert ScheduledRun.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("minutely")
def test_of_two_tickers_one_takes_the_moment(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tick(at=at) == 1

    class Nobody:
        def exists(self) -> bool:
            return False

    monkeypatch.setattr(scheduler.ScheduledRun.objects, "filter", lambda **kw: Nobody())
    assert tick(at=at) == 0
    assert Job.objects.count() == 1


def test_a_daily_schedule_follows_the_places_zone() -> None:
    night = Schedule("ground.night", "ground.nothing", at=time(2, 30))
    before = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)  # 02:00 on the third in Shanghai
    assert last_due(night, before) == datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
    assert last_due(night, before + timedelta(hours=1)) == datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


def test_a_schedule_without_a_time_is_a_defect(at: datetime) -> None:
    with pytest.raises(ValueError, match="neither every nor at"):
        last_due(Schedule("ground.never", "ground.nothing"), at)
