"""Commands of identity: what they do and each thing they refuse."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import Person, Public, System
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.identity import accounts, api, attempts, services, signing_in
from congress.platform.identity.models import Account, AccountSession, AttemptCount, PasswordUsed
from congress.platform.identity.passwords import check
from congress.platform.identity.tests.worlds import (
    GOOD,
    OTHER,
    make_account,
    make_administrator,
    open_by_setup,
)
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db(transaction=True)


def make_session(account: Account, *, at: datetime, key: str = "k1") -> AccountSession:
    with unguarded("fixtures"):
        session = AccountSession(
            account=account, key_digest=key, began_at=at, last_seen_at=at, address="10.2.3.4", agent="Firefox"
        )
        session.save(force_insert=True)
    return session


def code_of(refused: pytest.ExceptionInfo[RuleViolation]) -> str:
    return refused.value.code


def test_create_account_gives_a_one_time_password(at: datetime) -> None:
    account_id, password = open_by_setup(at=at)
    account = Account.objects.get()
    assert account.pk == account_id
    assert account.must_change_password
    assert check(password, account.password).is_right
    row = AuditRow.objects.get()
    assert (row.command, row.object_id, row.outcome) == ("identity.create_account", account_id, "done")


def test_create_account_refuses_a_name_that_is_taken(at: datetime) -> None:
    open_by_setup(at=at)
    with pytest.raises(RuleViolation) as refused:
        open_by_setup(at=at, username=" LiHua")
    assert (code_of(refused), refused.value.field) == ("identity.username_taken", "username")


def test_create_account_refuses_whoever_may_not(at: datetime) -> None:
    stranger = Person(make_account(at=at).pk)
    for actor in (stranger, Public("web"), System("some.job")):
        with pytest.raises(Refused):
            accounts.open_account(actor=actor, at=at, username="wang", display_name="王")
    assert not Account.objects.filter(username="wang").exists()


def test_only_a_demonstration_account_may_keep_its_first_password(at: datetime) -> None:
    setup = System("console")
    for is_demo in (True, False):
        made = accounts.open_account(
            actor=setup,
            at=at,
            username=f"a{is_demo}",
            display_name="甲",
            is_demonstration=is_demo,
            must_change_password=False,
        )
        assert Account.objects.get(pk=made.id).must_change_password is not is_demo


def test_change_account_corrects_the_name_and_notices_another_writer(at: datetime) -> None:
    administrator = make_administrator(at=at)
    account = make_account(at=at)
    services.change_account(actor=administrator, at=at, target=account.pk, version=1, display_name="陈文")
    account.refresh_from_db()
    assert (account.display_name, account.version) == ("陈文", 2)
    with pytest.raises(Conflict):
        services.change_account(actor=administrator, at=at, target=account.pk, version=1, display_name="陈")


def test_change_account_refuses_a_blank_name_and_whoever_may_not(at: datetime) -> None:
    administrator = make_administrator(at=at)
    account = make_account(at=at)
    with pytest.raises(RuleViolation):
        services.change_account(actor=administrator, at=at, target=account.pk, version=1, display_name=" ")
    with pytest.raises(Refused):
        services.change_account(
            actor=Person(account.pk), at=at, target=account.pk, version=1, display_name="我"
        )


def test_take_password_replaces_it_and_ends_other_sessions(at: datetime) -> None:
    account = make_account(at=at, must_change=True)
    kept, other = make_session(account, at=at), make_session(account, at=at, key="k2")
    accounts.take_password(
        actor=Person(account.pk), at=at, current=GOOD, new=OTHER, again=OTHER, keep_session=kept.pk
    )
    account.refresh_from_db()
    assert check(OTHER, account.password).is_right
    assert not account.must_change_password
    assert PasswordUsed.objects.filter(account=account).count() == 1
    kept.refresh_from_db(), other.refresh_from_db()
    assert kept.ended_at is None
    assert other.end_reason == "ended"
    assert not AttemptCount.objects.exists()


def test_take_password_refuses_two_that_differ_the_present_one_and_earlier_ones(at: datetime) -> None:
    account = make_account(at=at)
    me = Person(account.pk)
    with pytest.raises(RuleViolation) as refused:
        accounts.take_password(actor=me, at=at, current=GOOD, new=OTHER, again=OTHER + "x")
    assert (code_of(refused), refused.value.field) == ("identity.passwords_differ", "again")
    accounts.take_password(actor=me, at=at, current=GOOD, new=OTHER, again=OTHER)
    for used in (OTHER, GOOD):
        with pytest.raises(RuleViolation) as refused:
            accounts.take_password(actor=me, at=at, current=OTHER, new=used, again=used)
        assert (code_of(refused), refused.value.field) == ("identity.password_reused", "new")


def test_take_password_counts_and_records_wrong_present_passwords(at: datetime) -> None:
    account = make_account(at=at)
    me = Person(account.pk)
    for _n in range(9):
        with pytest.raises(RuleViolation) as refused:
            accounts.take_password(actor=me, at=at, current="wrong", new=OTHER, again=OTHER)
        assert (code_of(refused), refused.value.field) == ("identity.wrong_current", "current")
    with pytest.raises(RuleViolation) as refused:
        accounts.take_password(actor=me, at=at, current=GOOD, new=OTHER, again=OTHER)
    assert (code_of(refused), refused.value.field) == ("identity.must_wait", "current")
    row = AuditRow.objects.order_by("id").first()
    assert row is not None
    assert (row.command, row.reason, row.actor) == (
        "identity.change_password",
        "identity.wrong_password",
        f"person:{account.pk}",
    )


def test_change_password_refuses_when_it_was_reset_meanwhile(at: datetime) -> None:
    account = make_account(at=at)
    with pytest.raises(RuleViolation) as refused:
        services.change_password(
            actor=Person(account.pk), at=at, target=account.pk, seen_hash="older", new_hash="new"
        )
    assert code_of(refused) == "identity.password_moved_on"


def test_change_password_reaches_only_ones_own_account(at: datetime) -> None:
    mine, theirs = make_account(at=at), make_account("lihua", at=at)
    with pytest.raises(Refused):
        services.change_password(
            actor=Person(mine.pk), at=at, target=theirs.pk, seen_hash=theirs.password, new_hash="new"
        )


def test_reset_password_gives_a_one_time_password_and_lifts_the_pause(at: datetime) -> None:
    administrator = make_administrator(at=at)
    account = make_account(at=at)
    session = make_session(account, at=at)
    tally = attempts.tally_for(username="chenwen", address="10.2.3.4", device="")
    for _n in range(6):
        attempts.count_try(tally, at=at)
    assert attempts.pause_of("chenwen", at=at) == timedelta(seconds=60)
    password = accounts.renew_password(actor=administrator, at=at, account=account.pk)
    assert not attempts.pause_of("chenwen", at=at)
    account.refresh_from_db(), session.refresh_from_db()
    assert account.must_change_password
    assert session.end_reason == "ended"
    assert check(password, account.password).is_right


def test_reset_password_refuses_ones_own_and_whoever_may_not(at: datetime) -> None:
    administrator = make_administrator(at=at)
    account = make_account(at=at)
    with pytest.raises(RuleViolation) as refused:
        accounts.renew_password(actor=administrator, at=at, account=administrator.account)
    assert code_of(refused) == "identity.own_reset"
    with pytest.raises(Refused):
        accounts.renew_password(actor=Person(account.pk), at=at, account=administrator.account)


def test_disable_and_enable(at: datetime) -> None:
    administrator = make_administrator(at=at)
    account = make_account(at=at)
    session = make_session(account, at=at)
    services.disable_account(actor=administrator, at=at, target=account.pk, version=1)
    session.refresh_from_db()
    assert session.end_reason == "ended"
    with pytest.raises(RuleViolation) as refused:
        services.disable_account(actor=administrator, at=at, target=account.pk)
    assert code_of(refused) == "identity.already_disabled"
    with pytest.raises(Refused):  # whoever is disabled holds nothing any more
        services.set_large_type(actor=Person(account.pk), at=at, target=account.pk, is_on=True)
    services.enable_account(actor=administrator, at=at, target=account.pk)
    with pytest.raises(RuleViolation) as refused:
        services.enable_account(actor=administrator, at=at, target=account.pk)
    assert code_of(refused) == "identity.already_active"
    account.refresh_from_db()
    assert (account.state, account.version) == ("active", 3)


def test_nobody_disables_their_own_account(at: datetime) -> None:
    administrator = make_administrator(at=at)
    with pytest.raises(RuleViolation) as refused:
        services.disable_account(actor=administrator, at=at, target=administrator.account)
    assert code_of(refused) == "identity.own_disable"


def test_disable_enable_and_end_session_refuse_whoever_may_not(at: datetime) -> None:
    account, other = make_account(at=at), make_account("lihua", at=at)
    session = make_session(other, at=at)
    me = Person(account.pk)
    with pytest.raises(Refused):
        services.disable_account(actor=me, at=at, target=other.pk)
    with pytest.raises(Refused):
        services.enable_account(actor=me, at=at, target=other.pk)
    for end in (services.end_session, services.end_own_session, services.sign_out):
        with pytest.raises(Refused):
            end(actor=me, at=at, target=session.pk)


@pytest.mark.parametrize("own", [services.sign_out, services.end_own_session])
def test_sessions_end_once(at: datetime, own: object) -> None:
    account = make_account(at=at)
    session = make_session(account, at=at)
    own(actor=Person(account.pk), at=at, target=session.pk)  # type: ignore[operator]
    session.refresh_from_db()
    assert session.end_reason == ("signed_out" if own is services.sign_out else "ended")
    with pytest.raises(RuleViolation) as refused:
        own(actor=Person(account.pk), at=at, target=session.pk)  # type: ignore[operator]
    assert code_of(refused) == "identity.session_ended"


def test_end_session_by_an_administrator_names_the_account(at: datetime) -> None:
    administrator = make_administrator(at=at)
    account = make_account(at=at)
    session = make_session(account, at=at)
    services.end_session(actor=administrator, at=at, target=session.pk)
    row = AuditRow.objects.get()
    assert row.detail == {"account": str(account.pk)}
    assert row.object_title == "chenwen的账号的登录"


def test_set_large_type(at: datetime) -> None:
    account = make_account(at=at)
    api.set_large_type(actor=Person(account.pk), at=at, target=account.pk, is_on=True)
    account.refresh_from_db()
    assert account.large_type
    assert account.version == 1
    with pytest.raises(Refused):
        services.set_large_type(
            actor=Person(make_account("lihua", at=at).pk), at=at, target=account.pk, is_on=False
        )


def test_sign_in_is_for_the_public_channel_only(at: datetime) -> None:
    account = make_account(at=at)
    evidence = signing_in.examine(
        username="chenwen", password=GOOD, at=at, address="10.2.3.4", is_local=False
    )
    with pytest.raises(Refused):
        services.sign_in(
            actor=Person(account.pk),
            at=at,
            evidence=evidence,
            key_digest="k",
            address="",
            agent="",  # type: ignore[arg-type]
        )


def test_no_password_and_no_hash_stands_in_the_trail(at: datetime) -> None:
    account_id, password = open_by_setup(at=at)
    accounts.take_password(actor=Person(account_id), at=at, current=password, new=GOOD, again=GOOD)
    stored = Account.objects.get(pk=account_id).password
    for row in AuditRow.objects.all():
        written = str([getattr(row, field.name) for field in row._meta.fields])
        assert password not in written
        assert GOOD not in written
        assert stored not in written


def test_a_session_ends_with_a_reason_or_not_at_all(at: datetime, arranged: None) -> None:
    from django.db import IntegrityError, transaction

    session = make_session(make_account(at=at), at=at)
    for wrong in ({"ended_at": at}, {"end_reason": "idle"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountSession.objects.filter(pk=session.pk).update(**wrong)


def test_usernames_are_unique_in_the_database(at: datetime, arranged: None) -> None:
    from django.db import IntegrityError, transaction

    make_account(at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_account(at=at)
    assert isinstance(Account.objects.get().pk, UUID)


def test_reset_password_keeps_the_old_hash_from_being_taken_again(at: datetime) -> None:
    administrator = make_administrator(at=at)
    account = make_account(at=at)
    services.reset_password(actor=administrator, at=at, target=account.pk, new_hash="a new hash")
    assert PasswordUsed.objects.get(account=account).password == account.password
