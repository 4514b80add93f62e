"""Sessions as a list, and the daily tidying."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from congress.platform.core import clock
from congress.platform.core.jobs import JobContext
from congress.platform.core.models import Job
from congress.platform.identity import api
from congress.platform.identity.models import AccountSession
from congress.platform.identity.tests.test_services import make_session
from congress.platform.identity.tests.worlds import make_account, make_administrator
from congress.platform.identity.tidying import tidy


@pytest.mark.django_db(transaction=True)
def test_a_session_that_ran_out_unnoticed_is_shown_as_ended(at: datetime) -> None:
    account = make_account(at=at)
    make_session(account, at=at)
    make_session(account, at=at + timedelta(minutes=50), key="k2")
    newest, oldest = api.sessions_of(account=account.pk, at=at + timedelta(minutes=70))
    assert newest.ended_at is None
    assert newest.end_reason == ""
    assert oldest.ended_at == at
    assert oldest.end_reason == "长时间未操作"


@pytest.mark.django_db(transaction=True)
def test_the_daily_job_ends_what_ran_out_and_forgets_old_tries(at: datetime) -> None:
    account = make_account(at=at)
    idle = make_session(account, at=clock.now() - timedelta(minutes=90))
    long = make_session(account, at=clock.now() - timedelta(hours=13), key="k2")
    AccountSession.objects.filter(pk=long.pk)
    from congress.platform.core.guard import unguarded

    with unguarded("fixtures"):
        AccountSession.objects.filter(pk=long.pk).update(last_seen_at=clock.now())
    running = make_session(account, at=clock.now(), key="k3")
    result = tidy(JobContext(Job(pk=uuid4(), kind="identity.tidy", attempts=1)))
    assert result == {"tries": 0, "sessions": 2}
    for session, reason in ((idle, "idle"), (long, "limit"), (running, "")):
        session.refresh_from_db()
        assert session.end_reason == reason


@pytest.mark.django_db(transaction=True)
def test_accounts_through_the_door(at: datetime) -> None:
    administrator = make_administrator(at=at)
    account = make_account(at=at)
    info = api.account_info(account=account.pk)
    assert info is not None
    assert (info.username, info.is_active) == ("chenwen", True)
    assert api.account_info(account=uuid4()) is None
    assert set(api.account_infos(ids=[account.pk, administrator.account])) == {
        account.pk,
        administrator.account,
    }
    assert api.account_by_username(username="chenwen") == info
    assert api.account_by_username(username="nobody") is None
    assert [each.username for each in api.accounts_for_choice(actor=administrator, words="chen 账号")] == [
        "chenwen"
    ]
    from congress.platform.core.actors import Person

    assert api.accounts_for_choice(actor=Person(account.pk)) == []
    made = api.create_account(actor=administrator, at=at, username="wang", display_name="王")
    assert api.renew_password(actor=administrator, at=at, account=made.id) != made.one_time_password
