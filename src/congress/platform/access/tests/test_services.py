"""Commands of access: roles and grants, and each thing they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from congress.platform.access import api, powers, services
from congress.platform.access.models import Grant, Role, RolePermission
from congress.platform.access.permissions import AccessPermission
from congress.platform.access.tests.worlds import (
    SINCE,
    give,
    make_account,
    make_body,
    make_granter,
    make_role,
)
from congress.platform.audit.models import AuditRow
from congress.platform.core import clock, registry
from congress.platform.core.actors import Person, Public, System
from congress.platform.core.manifest import Manifest, Permission, RoleTemplate
from congress.platform.core.ports import decide
from congress.platform.core.refusals import Conflict, Refused
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db(transaction=True)

READ = AccessPermission.READ


@pytest.fixture(autouse=True)
def _at_the_time_of_the_tests(at: datetime) -> Iterator[None]:
    clock.move_to(at)
    yield
    clock.reset()


def code_of(refused: pytest.ExceptionInfo[RuleViolation]) -> str:
    return refused.value.code


def test_define_role(at: datetime) -> None:
    granter = make_granter(at)
    made = services.define_role(actor=granter, at=at, title=" 查阅 ", codes=(READ,))
    role = Role.objects.get(pk=made)
    assert role.title == "查阅"
    assert role.code.startswith("local-")
    assert [each.code for each in role.permissions.all()] == [READ]
    with pytest.raises(RuleViolation) as refused:
        services.define_role(actor=granter, at=at, title="查阅", codes=())
    assert (code_of(refused), refused.value.field) == ("access.title_taken", "title")
    for code in (
        "nobody.knows",
        AccessPermission.INSTALL,
        AccessPermission.OWN_ROLES,
    ):  # machines', everybody's
        with pytest.raises(RuleViolation) as refused:
            services.define_role(actor=granter, at=at, title="另一个", codes=(code,))
        assert code_of(refused) == "access.unknown_permission"


def test_roles_are_for_whoever_manages_them_in_the_whole_place(at: datetime) -> None:
    body = make_body("a", "0001")
    local = make_granter(at, body)
    role = make_role("reader", [READ])
    for actor in (local, Person(make_account("nobody", at=at)), Public("web")):
        with pytest.raises(Refused):
            services.define_role(actor=actor, at=at, title="新", codes=())
        with pytest.raises(Refused):
            services.set_role_permissions(actor=actor, at=at, target=role.pk, version=1, title="新", codes=())
        with pytest.raises(Refused):
            services.retire_role(actor=actor, at=at, target=role.pk, version=1)
        with pytest.raises(Refused):
            services.restore_role(actor=actor, at=at, target=role.pk, version=1)


def test_set_role_permissions_is_felt_at_once(at: datetime) -> None:
    granter = make_granter(at)
    role = make_role("reader", [READ, "gone.app"])
    account = make_account("chen", at=at)
    give(account, role)
    services.set_role_permissions(
        actor=granter, at=at, target=role.pk, version=1, title="读者", codes=(AccessPermission.MANAGE_ROLES,)
    )
    assert decide(Person(account), AccessPermission.MANAGE_ROLES).allowed
    assert not powers.powers(account, READ)
    assert {each.code for each in role.permissions.all()} == {AccessPermission.MANAGE_ROLES, "gone.app"}
    detail = AuditRow.objects.get(outcome="done").detail
    assert detail == {"added": "access.manage_roles", "removed": "access.read"}
    with pytest.raises(Conflict):
        services.set_role_permissions(actor=granter, at=at, target=role.pk, version=1, title="读者", codes=())


def test_set_role_permissions_refuses_a_retired_role_and_a_taken_title(at: datetime) -> None:
    granter = make_granter(at)
    retired, role, other = make_role("old", [], retired=True), make_role("reader", []), make_role("other", [])
    with pytest.raises(RuleViolation) as refused:
        services.set_role_permissions(
            actor=granter, at=at, target=retired.pk, version=1, title="旧", codes=()
        )
    assert code_of(refused) == "access.role_retired"
    with pytest.raises(RuleViolation) as refused:
        services.set_role_permissions(
            actor=granter, at=at, target=role.pk, version=1, title=other.title, codes=()
        )
    assert code_of(refused) == "access.title_taken"


def test_the_last_one_who_can_grant_stays(at: datetime) -> None:
    granter = make_granter(at)
    role = Role.objects.get()
    grant = Grant.objects.get()
    with pytest.raises(RuleViolation) as refused:
        services.set_role_permissions(actor=granter, at=at, target=role.pk, version=1, title="空", codes=())
    assert code_of(refused) == "access.last_granter"
    with pytest.raises(RuleViolation) as refused:
        services.end_grant(actor=granter, at=at, target=grant.pk)
    assert code_of(refused) == "access.last_granter"
    assert RolePermission.objects.filter(role=role).count() == 3  # everything was taken back
    second = make_granter(at, name="second")
    services.end_grant(actor=granter, at=at, target=grant.pk, version=1)
    assert not decide(granter, AccessPermission.GRANT).allowed
    assert decide(second, AccessPermission.GRANT).allowed


def test_retire_and_restore_role(at: datetime) -> None:
    granter = make_granter(at)
    role = make_role("reader", [READ])
    held = give(make_account("chen", at=at), role)
    with pytest.raises(RuleViolation) as refused:
        services.retire_role(actor=granter, at=at, target=role.pk, version=1)
    assert code_of(refused) == "access.role_held"
    services.end_grant(actor=granter, at=at, target=held.pk)
    services.retire_role(actor=granter, at=at, target=role.pk, version=1)
    with pytest.raises(RuleViolation) as refused:
        services.retire_role(actor=granter, at=at, target=role.pk, version=2)
    assert code_of(refused) == "access.role_retired"
    services.restore_role(actor=granter, at=at, target=role.pk, version=2)
    with pytest.raises(RuleViolation) as refused:
        services.restore_role(actor=granter, at=at, target=role.pk, version=3)
    assert code_of(refused) == "access.role_in_use"


def granted(granter: Person, at: datetime, **given: object) -> object:
    given = {"from_date": SINCE, **given}
    act = services.grant_role if "target" in given else services.grant_role_everywhere
    return act(actor=granter, at=at, **given)  # type: ignore[arg-type]


def test_grant_role_in_a_body_and_everywhere(at: datetime) -> None:
    granter = make_granter(at)
    body = make_body("a", "0001", region="441900")
    inner = make_body("b", "00010001", parent=body, region="441900101")
    role = make_role("manager", [AccessPermission.MANAGE_ROLES, READ])
    account = make_account("chen", at=at)
    granted(granter, at, target=body.pk, account=account, role=role.pk)
    granted(granter, at, account=account, role=role.pk, region_code="441900")
    assert powers.powers(account, READ) == [powers.Power("0001", True, ""), powers.Power("", True, "4419")]
    assert not decide(Person(account), AccessPermission.MANAGE_ROLES).allowed  # not the whole place
    row = AuditRow.objects.filter(command="access.grant_role").get()
    assert row.body == body.pk
    assert (row.object_kind, row.object_title) == ("access.grant", "chen的账号 · manager角色")
    assert row.detail == {"account": str(account), "role": "manager", "with_below": True, "region": ""}
    assert api.accounts_holding(verb=READ, body=inner.pk) == {account, granter.account}
    assert api.accounts_holding(verb=READ) == {granter.account}
    assert api.accounts_holding(verb=READ, body=uuid4()) == set()


def test_grant_role_refuses(at: datetime) -> None:
    granter = make_granter(at)
    role, retired = make_role("reader", [READ]), make_role("old", [READ], retired=True)
    account, off = make_account("chen", at=at), make_account("off", at=at, state="disabled")
    today = clock.today()
    for given, code in (
        ({"account": granter.account, "role": role.pk}, "access.own_grant"),
        ({"account": uuid4(), "role": role.pk}, "access.no_account"),
        ({"account": off, "role": role.pk}, "access.no_account"),
        ({"account": account, "role": uuid4()}, "access.no_role"),
        ({"account": account, "role": retired.pk}, "access.no_role"),
        (
            {"account": account, "role": role.pk, "until_date": today - timedelta(days=1)},
            "access.period_over",
        ),
        (
            {"account": account, "role": role.pk, "until_date": SINCE - timedelta(days=1)},
            "access.dates_out_of_order",
        ),
        ({"account": account, "role": role.pk, "region_code": "abc"}, "region.bad_length"),
    ):
        with pytest.raises(RuleViolation) as refused:
            granted(granter, at, **given)
        assert code_of(refused) == code


def test_the_same_is_not_granted_twice_for_the_same_days(at: datetime) -> None:
    granter = make_granter(at)
    role, account = make_role("reader", [READ]), make_account("chen", at=at)
    today = clock.today()
    first = granted(granter, at, account=account, role=role.pk, until_date=today)
    with pytest.raises(RuleViolation) as refused:
        granted(granter, at, account=account, role=role.pk, from_date=today)
    assert code_of(refused) == "access.already_held"
    granted(granter, at, account=account, role=role.pk, from_date=today + timedelta(days=1))
    services.end_grant(actor=granter, at=at, target=first)  # type: ignore[arg-type]
    granted(granter, at, account=account, role=role.pk, from_date=today, until_date=today)


def test_nobody_grants_beyond_their_reach(at: datetime) -> None:
    top = make_body("a", "0001", region="441900")
    inner = make_body("b", "00010001", parent=top, region="441900101")
    other = make_body("c", "0002", region="441300")
    role, account = make_role("reader", [READ]), make_account("chen", at=at)
    narrow = make_granter(at, top, below=False, name="narrow")
    with pytest.raises(RuleViolation) as refused:
        granted(narrow, at, target=top.pk, account=account, role=role.pk)
    assert code_of(refused) == "access.beyond_reach"
    granted(narrow, at, target=top.pk, account=account, role=role.pk, with_below=False)
    with pytest.raises(Refused):
        granted(narrow, at, target=inner.pk, account=account, role=role.pk)
    wide = make_granter(at, top, name="wide")
    granted(wide, at, target=inner.pk, account=account, role=role.pk)
    for out in ({"target": other.pk}, {}):
        with pytest.raises(Refused):
            granted(wide, at, account=account, role=role.pk, **out)
    regional = make_granter(at, region="4419", name="regional")
    with pytest.raises(RuleViolation) as refused:
        granted(regional, at, target=top.pk, account=account, role=role.pk)
    assert code_of(refused) == "access.beyond_reach"
    granted(regional, at, target=top.pk, account=account, role=role.pk, region_code="441900")
    with pytest.raises(Refused):
        granted(regional, at, account=account, role=role.pk, region_code="441900")


def test_end_grant(at: datetime) -> None:
    granter = make_granter(at)
    body = make_body("a", "0001")
    account = make_account("chen", at=at)
    grant = give(account, make_role("reader", [READ]), body)
    stranger = Person(make_account("stranger", at=at))
    with pytest.raises(Refused):
        services.end_grant(actor=stranger, at=at, target=grant.pk)
    services.end_grant(actor=granter, at=at, target=grant.pk, version=1)
    assert not powers.powers(account, READ)
    with pytest.raises(RuleViolation) as refused:
        services.end_grant(actor=granter, at=at, target=grant.pk)
    assert code_of(refused) == "access.grant_ended"
    row = AuditRow.objects.get(outcome="done")
    assert (row.body, row.detail) == (body.pk, {"account": str(account), "role": "reader"})


def test_install_roles_is_idempotent_and_keeps_what_a_place_changed(at: datetime) -> None:
    assert api.roles_wait()
    assert api.install_roles(at=at) > 0
    assert api.install_roles(at=at) == 0
    assert AuditRow.objects.filter(command="access.install_roles").count() == 1
    role = Role.objects.get(code="security_administrator")
    codes = {each.code for each in role.permissions.all()}
    assert {AccessPermission.GRANT, "identity.read_accounts"} <= codes  # two modules add to one role
    granter = make_granter(at)
    services.set_role_permissions(
        actor=granter,
        at=at,
        target=role.pk,
        version=role.version,
        title="保密员",
        codes=(AccessPermission.GRANT,),
    )
    extra = Manifest(
        name="planted",
        title="planted",
        permissions=(Permission("planted.read", "阅读"),),
        roles=(RoleTemplate("security_administrator", "另一个名称", ("planted.read",)),),
    )
    registry.register(extra)
    try:
        assert services.install_roles(actor=System("console"), at=at) == 1
    finally:
        registry.unregister("planted")
    role.refresh_from_db()
    assert role.title == "保密员"
    assert {each.code for each in role.permissions.all()} == {AccessPermission.GRANT, "planted.read"}


def test_install_roles_adds_only_what_is_missing_when_a_place_had_added_it_itself(at: datetime) -> None:
    api.install_roles(at=at)
    role = Role.objects.get(code="security_administrator")
    from congress.platform.core.guard import unguarded

    with unguarded("fixtures"):
        Role.objects.filter(pk=role.pk).update(installed_codes=[])
    assert services.install_roles(actor=System("console"), at=at) > 0
    assert RolePermission.objects.filter(role=role, code=AccessPermission.GRANT).count() == 1


def test_only_the_console_installs_roles(at: datetime) -> None:
    for actor in (make_granter(at), System("another")):
        with pytest.raises(Refused):
            services.install_roles(actor=actor, at=at)  # type: ignore[arg-type]


def test_roles_are_granted_by_code_through_the_door(at: datetime) -> None:
    api.install_roles(at=at)
    body = make_body("a", "0001")
    console, account = System("console"), make_account("chen", at=at)
    api.grant_role(
        actor=console, at=at, account=account, role_code="unit_grantor", body=body.pk, with_below=False
    )
    api.grant_role(actor=console, at=at, account=account, role_code="security_administrator")
    held = {each.role.code: each for each in api.held_by(account=account)}
    assert held["unit_grantor"].body_name == "a机构"
    assert not held["unit_grantor"].with_below
    assert held["security_administrator"].body is None
    assert held["security_administrator"].from_date == clock.local_day(at)
    assert {each.code for each in api.roles()} >= set(held)
    with pytest.raises(RuleViolation) as refused:
        api.grant_role(actor=console, at=at, account=account, role_code="nobody")
    assert code_of(refused) == "access.no_role"


def test_the_database_refuses_what_must_never_be(at: datetime, arranged: None) -> None:
    account, role, body = make_account("chen", at=at), make_role("reader", [READ]), make_body("a", "0001")
    give(account, role), give(account, role, body)
    for wrong in (
        lambda: give(account, role),
        lambda: give(account, role, body),
        lambda: give(account, role, since=date(2026, 2, 1), until=date(2026, 1, 1)),
        lambda: RolePermission(role=role, code=READ).save(force_insert=True),
        lambda: make_role("reader", []),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
    give(account, role, ended_at=at)
