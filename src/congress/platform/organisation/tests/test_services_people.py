"""Persons and posts: entering, changing, moving, appointing, ending, and every refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from congress.platform.audit.models import AuditRow
from congress.platform.core.ids import new_id
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.organisation.models import Holding, Person, Post
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.services import (
    appoint,
    change_person,
    change_post,
    close_body,
    create_person,
    create_post,
    end_holding,
    retire_post,
    transfer_person,
)
from congress.platform.organisation.tests.refusing import refusal_of
from congress.platform.organisation.tests.worlds import CONSOLE, SINCE, Tree

DAY = date(2026, 2, 1)
PHONE = "13800138000"


def closed(tree: Tree, code: str) -> None:
    body = tree.row(code)
    close_body(actor=CONSOLE, at=tree.at, target=body.pk, version=body.version, last_day=DAY)


def changing(tree: Tree, person: Any, **values: Any) -> dict[str, Any]:
    row = Person.objects.get(pk=person)
    names = ("name", "gender", "birth_date", "phone", "state", "version")
    known = {name: getattr(row, name) for name in names}
    return {"actor": CONSOLE, "at": tree.at, "target": row.pk, "account": row.account_id, **known, **values}


def test_a_person_is_entered_with_the_whole_telephone_number(tree: Tree) -> None:
    made = tree.person(" 陈明 ", "CZ", gender="男", phone="138 0013 8000", birth_date=date(1980, 5, 1))
    row = Person.objects.get(pk=made)
    assert (row.name, row.gender, row.phone, row.masked_phone) == ("陈明", "male", PHONE, "138****8000")
    assert Person().masked_phone == ""


def test_the_audit_names_no_person(tree: Tree) -> None:
    made = tree.person("陈明", "CZ", phone=PHONE)
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title="局长")
    appoint(actor=CONSOLE, at=tree.at, target=post, person=made, from_date=SINCE)
    change_person(**changing(tree, made, name="陈明华"))
    for row in AuditRow.objects.all():
        told = f"{row.object_title} {row.detail}"
        assert "陈明" not in told
        assert PHONE not in told
    row = AuditRow.objects.get(command="organisation.create_person")
    assert (row.object_kind, row.object_id) == ("organisation.person", made)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": ""}, "organisation.person_name_needed"),
        ({"gender": "x"}, "organisation.unknown_gender"),
        ({"phone": "12"}, "phone.bad_form"),
        ({"birth_date": date(2027, 1, 1)}, "organisation.birth_date"),
        ({"account": new_id()}, "organisation.no_such_account"),
    ],
)
def test_what_may_not_be_entered(tree: Tree, values: dict[str, Any], code: str) -> None:
    given = {"name": "陈明", **values}
    refused = refusal_of(create_person, actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], **given)
    assert refused.code == code


def test_nobody_is_entered_into_a_closed_body(tree: Tree) -> None:
    closed(tree, "CZ")
    assert refusal_of(tree.person, "陈明", "CZ").code == "organisation.body_closed"


def test_an_account_belongs_to_one_person(tree: Tree) -> None:
    account = tree.somebody("chen").account
    first = tree.person("陈明", "CZ", account=account)
    assert refusal_of(tree.person, "李四", "CZ", account=account).code == "organisation.account_taken"
    change_person(**changing(tree, first, name="陈明华"))
    other = tree.person("李四", "CZ")
    refused = refusal_of(change_person, **changing(tree, other, account=account))
    assert refused.field == "account"
    change_person(**changing(tree, first, account=None))
    change_person(**changing(tree, other, account=account))


def test_a_person_is_changed(tree: Tree) -> None:
    made = tree.person("陈明", "CZ")
    change_person(**changing(tree, made, phone=PHONE, gender="female"))
    row = Person.objects.get(pk=made)
    assert (row.phone, row.gender, row.version) == (PHONE, "female", 2)
    assert AuditRow.objects.get(command="organisation.change_person").detail == {"changed": "gender phone"}
    with pytest.raises(Conflict):
        change_person(**changing(tree, made, version=1))


def test_whoever_holds_an_office_does_not_leave(tree: Tree) -> None:
    made = tree.person("陈明", "CZ")
    assert refusal_of(change_person, **changing(tree, made, state="gone")).field == "state"
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title="局长")
    held = appoint(actor=CONSOLE, at=tree.at, target=post, person=made, from_date=SINCE)
    refused = refusal_of(change_person, **changing(tree, made, state="left"))
    assert refused.code == "organisation.still_in_office"
    end_holding(actor=CONSOLE, at=tree.at, target=held, version=1, until_date=DAY)
    change_person(**changing(tree, made, state="left"))
    change_person(**changing(tree, made, state="left", name="陈明华"))
    refused = refusal_of(appoint, actor=CONSOLE, at=tree.at, target=post, person=made, from_date=DAY)
    assert refused.code == "organisation.person_left"


def test_a_person_is_transferred(tree: Tree) -> None:
    made = tree.person("陈明", "CZ")
    args: dict[str, Any] = {"actor": CONSOLE, "at": tree.at, "target": made}
    refused = refusal_of(transfer_person, **args, version=1, body=tree.ids["CZ"])
    assert refused.code == "organisation.same_body"
    transfer_person(**args, version=1, body=tree.ids["JY"])
    assert Person.objects.get(pk=made).body_id == tree.ids["JY"]
    row = AuditRow.objects.get(command="organisation.transfer_person", outcome="done")
    assert row.detail == {"moved_from": str(tree.ids["CZ"]), "moved_to": str(tree.ids["JY"])}
    closed(tree, "CZ")
    assert (
        refusal_of(transfer_person, **args, version=2, body=tree.ids["CZ"]).code == "organisation.body_closed"
    )


def test_both_ends_of_a_transfer_must_be_in_scope(tree: Tree) -> None:
    made = tree.person("陈明", "CZ")
    manager = tree.somebody("m", P.MANAGE_PEOPLE, body="ZF")
    with pytest.raises(Refused):
        transfer_person(actor=manager, at=tree.at, target=made, version=1, body=tree.ids["RD"])


def test_posts_are_set_up_changed_and_retired(tree: Tree) -> None:
    args: dict[str, Any] = {"actor": CONSOLE, "at": tree.at}
    post = create_post(**args, target=tree.ids["CZ"], title=" 局长 ", order=1)
    for title, code in (
        (" ", "organisation.title_needed"),
        ("长" * 61, "organisation.title_too_long"),
        ("局长", "organisation.post_taken"),
    ):
        assert refusal_of(create_post, **args, target=tree.ids["CZ"], title=title).code == code
    change_post(**args, target=post, version=1, title="局长", order=5)
    assert Post.objects.get(pk=post).order == 5
    retire_post(**args, target=post, version=2, last_day=DAY)
    assert Post.objects.get(pk=post).retired_on == DAY
    again = refusal_of(retire_post, **args, target=post, version=3, last_day=DAY)
    assert again.code == "organisation.post_retired"
    person = tree.person("陈明", "CZ")
    refused = refusal_of(appoint, **args, target=post, person=person, from_date=DAY)
    assert refused.code == "organisation.post_retired"
    closed(tree, "CZ")
    assert (
        refusal_of(create_post, **args, target=tree.ids["CZ"], title="副局长").code
        == "organisation.body_closed"
    )


def test_a_post_is_held_from_a_day_to_a_day(tree: Tree) -> None:
    args: dict[str, Any] = {"actor": CONSOLE, "at": tree.at}
    post = create_post(**args, target=tree.ids["CZ"], title="局长")
    person = tree.person("陈明", "JY")
    held = appoint(**args, target=post, person=person, from_date=SINCE)
    again = refusal_of(appoint, **args, target=post, person=person, from_date=SINCE)
    assert again.code == "organisation.already_holds"
    assert (
        refusal_of(retire_post, **args, target=post, version=1, last_day=DAY).code == "organisation.post_held"
    )
    early = refusal_of(end_holding, **args, target=held, version=1, until_date=date(2020, 1, 1))
    assert early.field == "until_date"
    end_holding(**args, target=held, version=1, until_date=DAY)
    assert Holding.objects.get(pk=held).until_date == DAY
    over = refusal_of(end_holding, **args, target=held, version=2, until_date=DAY)
    assert over.code == "organisation.already_ended"
    appoint(**args, target=post, person=person, from_date=DAY)


def test_one_appoints_only_people_one_can_see(tree: Tree) -> None:
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title="局长")
    outsider = tree.person("陈明", "RD")
    manager = tree.somebody("m", P.MANAGE_PEOPLE, P.READ_PEOPLE, body="ZF")
    refused = refusal_of(appoint, actor=manager, at=tree.at, target=post, person=outsider, from_date=DAY)
    assert (refused.code, refused.field) == ("organisation.no_such_person", "person")


def test_nobody_is_appointed_in_a_closed_body(tree: Tree) -> None:
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title="局长")
    person = tree.person("陈明", "JY")
    closed(tree, "CZ")
    refused = refusal_of(appoint, actor=CONSOLE, at=tree.at, target=post, person=person, from_date=DAY)
    assert refused.code == "organisation.body_closed"
