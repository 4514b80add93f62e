"""Signing in: what is told, what is counted, what the trail keeps."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from congress.platform.audit.models import AuditRow
from congress.platform.core import refusal_log
from congress.platform.core.actors import Public
from congress.platform.core.guard import unguarded
from congress.platform.identity import attempts, services, signing_in
from congress.platform.identity.models import Account, AccountSession, AttemptCount
from congress.platform.identity.policy import password_policy
from congress.platform.identity.tests.worlds import GOOD, make_account
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db(transaction=True)

FREE = 5


@pytest.fixture(autouse=True)
def _fresh_log() -> None:
    refusal_log._windows.clear()


def examined(
    *,
    at: datetime,
    username: str = "chenwen",
    password: str = GOOD,
    address: str = "10.2.3.4",
    device: str = "",
    is_local: bool = True,
) -> signing_in.Evidence:
    return signing_in.examine(
        username=username, password=password, at=at, address=address, is_local=is_local, device=device
    )


def begun(
    evidence: signing_in.Evidence, *, at: datetime, address: str = "10.2.3.4", key: str = "k1"
) -> services.SignedIn:
    return services.sign_in(
        actor=Public("web"), at=at, evidence=evidence, key_digest=key, address=address, agent="Firefox" * 60
    )


def refused_code(**given: object) -> str:
    with pytest.raises(RuleViolation) as refused:
        examined(**given)  # type: ignore[arg-type]
    return refused.value.code


def test_the_right_password_opens_a_session_and_stands_in_the_trail(at: datetime) -> None:
    account = make_account(at=at)
    signed_in = begun(examined(at=at, username="  ＣhenWen "), at=at)
    session = AccountSession.objects.get()
    assert (signed_in.session, signed_in.account) == (session.pk, account.pk)
    assert not signed_in.must_change_password
    assert len(session.agent) == 200
    row = AuditRow.objects.get()
    assert (row.command, row.outcome, row.object_id) == ("identity.sign_in", "done", account.pk)
    assert not AttemptCount.objects.filter(kind="name").exists()
    account.refresh_from_db()
    assert account.last_sign_in_at == at


def test_every_reason_is_told_in_the_same_words_and_the_trail_knows_which(at: datetime) -> None:
    make_account(at=at)
    make_account("ting", at=at)
    make_account("yanshi", at=at, demo=True)
    Account.objects.filter(username="ting")
    with unguarded("fixtures"):
        Account.objects.filter(username="ting").update(state="disabled")
    tries = [("nobody", GOOD), ("chenwen", "wrong"), ("ting", GOOD), ("yanshi", GOOD)]
    sentences = set()
    for username, password in tries:
        with pytest.raises(RuleViolation) as refused:
            examined(at=at, username=username, password=password)
        assert refused.value.code == "identity.not_signed_in"
        sentences.add(refused.value.message)
    assert len(sentences) == 1
    rows = AuditRow.objects.order_by("id")
    assert [row.reason for row in rows] == [
        "identity.unknown_name",
        "identity.wrong_password",
        "identity.disabled",
        "identity.demonstration_from_afar",
    ]
    assert {row.outcome for row in rows} == {"refused"}
    assert rows[0].object_id is None
    assert rows[1].object_id is not None
    for row, (username, _password) in zip(rows, tries, strict=True):
        assert row.address == "10.2.3.4"
        assert row.detail["name_digest"] == attempts.name_digest(username)
        assert username not in str(row.detail)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_demonstration_account_works_from_this_machine_only(at: datetime, address: str) -> None:
    make_account("yanshi", at=at, demo=True)
    assert refused_code(at=at, username="yanshi", address=address, is_local=False) == "identity.not_signed_in"
    evidence = examined(at=at, username="yanshi", address=address)
    with pytest.raises(RuleViolation):
        begun(evidence, at=at, address="10.2.3.4")
    assert begun(evidence, at=at, address=address).account


def test_wrong_tries_are_followed_by_growing_pauses_that_end(at: datetime) -> None:
    make_account(at=at)
    for _n in range(FREE + 1):
        assert refused_code(at=at, password="wrong") == "identity.not_signed_in"
    # in the pause even the right password is not looked at, and nothing is counted
    for _n in range(20):
        assert refused_code(at=at) == "identity.must_wait"
    assert AttemptCount.objects.get(kind="name").failed_count == FREE + 1
    later = at + timedelta(seconds=61)
    assert refused_code(at=later, password="wrong") == "identity.not_signed_in"
    assert refused_code(at=later + timedelta(seconds=61)) == "identity.must_wait"
    assert begun(examined(at=later + timedelta(seconds=121)), at=later).account
    assert not AttemptCount.objects.filter(kind="name").exists()


def test_the_pause_is_said_in_minutes_and_recorded(at: datetime) -> None:
    make_account(at=at)
    for _n in range(FREE + 1):
        refused_code(at=at, password="wrong")
    with pytest.raises(RuleViolation) as refused:
        examined(at=at)
    assert "1 分钟" in refused.value.message
    assert AuditRow.objects.filter(reason="identity.must_wait", outcome="refused").count() == 1


def test_an_unknown_name_pauses_like_a_known_one(at: datetime) -> None:
    make_account(at=at)
    for name in ("chenwen", "nobody"):
        codes = [refused_code(at=at, username=name, password="wrong") for _n in range(FREE + 2)]
        assert codes == ["identity.not_signed_in"] * (FREE + 1) + ["identity.must_wait"]


def test_guessers_elsewhere_cannot_shut_out_the_browser_that_was_used_before(at: datetime) -> None:
    make_account(at=at)
    device = begun(examined(at=at), at=at).device
    now = at
    for _n in range(FREE + 12):
        refused_code(at=now, password="wrong", address="203.0.113.9")
        now += timedelta(seconds=901)
    refused_code(at=now, password="wrong", address="203.0.113.9")
    assert refused_code(at=now, address="203.0.113.9") == "identity.must_wait"
    assert begun(examined(at=now, device=device), at=now, key="k2").account


def test_a_known_browser_has_a_limit_of_its_own_and_is_bound_to_its_account(at: datetime) -> None:
    make_account(at=at)
    make_account("lihua", at=at)
    device = begun(examined(at=at), at=at).device
    free = password_policy().patience["device"].free
    for _n in range(free + 1):
        assert refused_code(at=at, password="wrong", device=device) == "identity.not_signed_in"
    assert refused_code(at=at, device=device) == "identity.must_wait"
    assert refused_code(at=at, username="lihua", password="wrong", device=device) == "identity.not_signed_in"
    assert AttemptCount.objects.filter(kind="name").count() == 1  # another's device counts as a strange one
    forged = device[:-2] + "xx"
    assert refused_code(at=at, password="wrong", device=forged) == "identity.not_signed_in"


def test_one_address_trying_many_names_is_slowed_down_and_not_freed_by_an_own_account(at: datetime) -> None:
    make_account(at=at)
    free = password_policy().patience["address"].free
    for n in range(free):
        refused_code(at=at, username=f"guess{n}", password="wrong")
    begun(examined(at=at), at=at)  # a right one in between takes back itself only
    assert AttemptCount.objects.get(kind="address").failed_count == free
    refused_code(at=at, username="onemore", password="wrong")
    assert refused_code(at=at) == "identity.must_wait"
    assert begun(examined(at=at, address="10.2.3.5"), at=at, key="k2").account


def test_tries_long_ago_are_forgotten(at: datetime) -> None:
    make_account(at=at)
    for _n in range(FREE):
        refused_code(at=at, password="wrong")
    much_later = at + timedelta(days=1, seconds=1)
    for _n in range(FREE):
        assert refused_code(at=much_later, password="wrong") == "identity.not_signed_in"
    assert AttemptCount.objects.get(kind="name").failed_count == FREE
    assert attempts.forget_old(at=much_later) == 0
    assert attempts.forget_old(at=much_later + timedelta(days=2)) == 2


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("10.2.3.4", "10.2.3.4"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:10.2.3.4", "10.2.3.4"),
        ("", "unknown"),
    ],
)
def test_addresses_as_they_are_counted(address: str, counted: str) -> None:
    assert attempts.network_of(address) == counted


def test_evidence_is_worth_nothing_when_the_account_has_changed_since(at: datetime) -> None:
    account = make_account(at=at)
    evidence = examined(at=at)
    with unguarded("fixtures"):
        Account.objects.filter(pk=account.pk).update(state="disabled")
    with pytest.raises(RuleViolation) as refused:
        begun(evidence, at=at)
    assert refused.value.code == "identity.not_signed_in"
    with unguarded("fixtures"):
        Account.objects.filter(pk=account.pk).update(state="active", password="another")
    with pytest.raises(RuleViolation):
        begun(evidence, at=at)
    assert not AccountSession.objects.exists()


def test_a_password_that_is_too_old_must_be_changed(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(at=at)
    policy = password_policy()
    given = {name: getattr(policy, name) for name in policy.__slots__}
    monkeypatch.setattr(
        services, "password_policy", lambda: type(policy)(**{**given, "max_age": timedelta(days=90)})
    )
    assert not begun(examined(at=at), at=at).must_change_password
    later = at + timedelta(days=91)
    assert begun(examined(at=later), at=later, key="k2").must_change_password


def test_a_hammering_address_fills_the_trail_with_counts(at: datetime) -> None:
    for n in range(refusal_log.ROWS_A_MINUTE + 5):
        refused_code(at=at, username=f"guess{n}", password="wrong")
    assert AuditRow.objects.count() == refusal_log.ROWS_A_MINUTE
    refused_code(at=at + timedelta(minutes=1), username="last", password="wrong")
    assert AuditRow.objects.latest("id").detail["suppressed"] == 5
