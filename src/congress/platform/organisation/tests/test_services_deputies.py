"""Terms and mandates: beginning, ending, suspending, resuming, and every refusal."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from congress.platform.audit.models import AuditRow
from congress.platform.organisation.models import Mandate, Person, Term
from congress.platform.organisation.services import (
    add_mandate,
    change_person,
    close_body,
    create_term,
    end_mandate,
    end_term,
    resume_mandate,
    suspend_mandate,
)
from congress.platform.organisation.tests.refusing import refusal_of
from congress.platform.organisation.tests.worlds import CONSOLE, Tree

BEGAN = date(2022, 1, 10)
DAY = date(2026, 2, 1)


def term_args(tree: Tree, **values: Any) -> dict[str, Any]:
    usual = {"target": tree.ids["RD"], "ordinal": 7, "starts_on": BEGAN}
    return {"actor": CONSOLE, "at": tree.at, **usual, **values}


def seat_args(tree: Tree, term: UUID, who: UUID, **values: Any) -> dict[str, Any]:
    usual = {"target": term, "person": who, "electing_unit": " 第一选区 ", "from_date": BEGAN}
    return {"actor": CONSOLE, "at": tree.at, **usual, **values}


@pytest.fixture
def seat(tree: Tree) -> UUID:
    return add_mandate(**seat_args(tree, tree.term(), tree.person("陈明", "RD"), delegation=" 甲团 "))


def act(tree: Tree, seat: UUID, **values: Any) -> dict[str, Any]:
    row = Mandate.objects.get(pk=seat)
    return {"actor": CONSOLE, "at": tree.at, "target": seat, "version": row.version, **values}


def test_a_term_begins(tree: Tree) -> None:
    term = Term.objects.get(pk=create_term(**term_args(tree)))
    assert (str(term), term.ends_on) == ("第七届", None)
    assert AuditRow.objects.get(command="organisation.create_term").object_title == "第七届"


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"ordinal": 0}, "term.out_of_range", "ordinal"),
        ({"ends_on": date(2021, 1, 1)}, "organisation.dates_out_of_order", "ends_on"),
    ],
)
def test_terms_that_cannot_be(tree: Tree, values: dict[str, Any], code: str, field: str) -> None:
    refused = refusal_of(create_term, **term_args(tree, **values))
    assert (refused.code, refused.field) == (code, field)


def test_only_a_congress_in_use_has_terms(tree: Tree) -> None:
    refused = refusal_of(create_term, **term_args(tree, target=tree.ids["ZF"]))
    assert refused.code == "organisation.not_a_congress"
    town = tree.row("T1-RD")
    close_body(actor=CONSOLE, at=tree.at, target=town.pk, version=1, last_day=DAY)
    assert refusal_of(create_term, **term_args(tree, target=town.pk)).code == "organisation.body_closed"


def test_terms_follow_each_other(tree: Tree) -> None:
    create_term(**term_args(tree))
    for values, code in (
        ({}, "organisation.term_taken"),
        ({"ordinal": 8, "starts_on": date(2027, 1, 1)}, "organisation.term_running"),
        ({"ordinal": 6, "starts_on": date(2017, 1, 1), "ends_on": DAY}, "organisation.terms_overlap"),
    ):
        assert refusal_of(create_term, **term_args(tree, **values)).code == code
    create_term(**term_args(tree, ordinal=6, starts_on=date(2017, 1, 10), ends_on=BEGAN))
    overlap = term_args(tree, ordinal=5, starts_on=date(2016, 1, 1), ends_on=date(2018, 1, 1))
    assert refusal_of(create_term, **overlap).field == "starts_on"


def test_a_term_ends_with_its_mandates(tree: Tree, seat: UUID) -> None:
    term = Mandate.objects.get(pk=seat).term
    args: dict[str, Any] = {"actor": CONSOLE, "at": tree.at, "target": term.pk}
    early = refusal_of(end_term, **args, version=1, ends_on=date(2020, 1, 1))
    assert early.field == "ends_on"
    late = add_mandate(**seat_args(tree, term.pk, tree.person("李四", "RD"), from_date=DAY))
    refused = refusal_of(end_term, **args, version=1, ends_on=date(2025, 1, 1))
    assert refused.code == "organisation.dates_out_of_order"
    end_mandate(**act(tree, late, reason="辞职", until_date=DAY))
    assert end_term(**args, version=1, ends_on=DAY) == 1
    row = Mandate.objects.get(pk=seat)
    assert (row.state, row.reason, row.until_date, row.version) == ("ended", "任期届满", DAY, 2)
    assert Mandate.objects.get(pk=late).reason == "辞职"
    assert refusal_of(end_term, **args, version=2, ends_on=DAY).code == "organisation.term_ended"
    again = seat_args(tree, term.pk, tree.person("王五", "RD"))
    assert refusal_of(add_mandate, **again).code == "organisation.term_ended"
    create_term(**term_args(tree, ordinal=8, starts_on=DAY))


def test_a_deputy_is_entered_once_in_a_term(tree: Tree, seat: UUID) -> None:
    row = Mandate.objects.get(pk=seat)
    assert (row.electing_unit, row.delegation, row.state) == ("第一选区", "甲团", "active")
    again = seat_args(tree, row.term_id, row.person_id)
    assert refusal_of(add_mandate, **again).code == "organisation.already_deputy"
    end_mandate(**act(tree, seat, reason="辞职", until_date=DAY))
    assert add_mandate(**again)


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"electing_unit": " "}, "organisation.unit_needed", "electing_unit"),
        ({"electing_unit": "长" * 121}, "organisation.unit_too_long", "electing_unit"),
        ({"delegation": "长" * 61}, "organisation.delegation_too_long", "delegation"),
        ({"from_date": date(2021, 1, 1)}, "organisation.outside_term", "from_date"),
        ({"person": UUID(int=1)}, "organisation.no_such_person", "person"),
    ],
)
def test_mandates_that_cannot_be(tree: Tree, values: dict[str, Any], code: str, field: str) -> None:
    args = seat_args(tree, tree.term(), tree.person("陈明", "RD"), **values)
    refused = refusal_of(add_mandate, **args)
    assert (refused.code, refused.field) == (code, field)


def test_a_mandate_is_suspended_and_resumed(tree: Tree, seat: UUID) -> None:
    assert refusal_of(resume_mandate, **act(tree, seat)).code == "organisation.wrong_mandate_state"
    assert refusal_of(suspend_mandate, **act(tree, seat, reason=" ")).field == "reason"
    suspend_mandate(**act(tree, seat, reason=" 因病 "))
    assert (Mandate.objects.get(pk=seat).state, Mandate.objects.get(pk=seat).reason) == ("suspended", "因病")
    refused = refusal_of(suspend_mandate, **act(tree, seat, reason="因病"))
    assert "暂停执行职务" in refused.message
    resume_mandate(**act(tree, seat))
    assert (Mandate.objects.get(pk=seat).state, Mandate.objects.get(pk=seat).reason) == ("active", "")


def test_a_mandate_ends_once_and_for_a_reason(tree: Tree, seat: UUID) -> None:
    early = refusal_of(end_mandate, **act(tree, seat, reason="辞职", until_date=date(2020, 1, 1)))
    assert early.field == "until_date"
    assert refusal_of(end_mandate, **act(tree, seat, reason="", until_date=DAY)).field == "reason"
    end_mandate(**act(tree, seat, reason="辞职", until_date=DAY))
    over = refusal_of(end_mandate, **act(tree, seat, reason="辞职", until_date=DAY))
    assert over.code == "organisation.mandate_ended"


def test_deputies_do_not_leave_and_their_congress_is_not_closed(tree: Tree, seat: UUID) -> None:
    person = Person.objects.get(pk=Mandate.objects.get(pk=seat).person_id)
    refused = refusal_of(
        change_person,
        actor=CONSOLE,
        at=tree.at,
        target=person.pk,
        version=1,
        name="陈明",
        gender="",
        birth_date=None,
        phone="",
        account=None,
        state="left",
    )
    assert refused.code == "organisation.still_in_office"
    committee, congress = tree.row("CWH"), tree.row("RD")
    close_body(actor=CONSOLE, at=tree.at, target=committee.pk, version=1, last_day=DAY)
    refused = refusal_of(close_body, actor=CONSOLE, at=tree.at, target=congress.pk, version=1, last_day=DAY)
    assert refused.code == "organisation.has_people"


def test_the_audit_names_no_deputy(tree: Tree, seat: UUID) -> None:
    suspend_mandate(**act(tree, seat, reason="因病"))
    for row in AuditRow.objects.filter(command__contains="mandate"):
        assert "陈明" not in f"{row.object_title} {row.detail}"
