"""What the database itself refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from congress.platform.core.guard import unguarded
from congress.platform.organisation.models import (
    Body,
    Holding,
    ImportBlock,
    ImportPlan,
    Mandate,
    Person,
    Post,
    Term,
)
from congress.platform.organisation.tests.worlds import Tree

EARLY, LATE = date(2020, 1, 1), date(2026, 1, 1)


def refused(write: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic(), unguarded("fixtures"):
            write()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def seated(tree: Tree) -> Mandate:
    with unguarded("fixtures"):
        person = Person(body=tree.row("RD"), name="陈明")
        person.save(force_insert=True)
        term = Term(congress=tree.row("RD"), ordinal=7, starts_on=EARLY)
        term.save(force_insert=True)
        mandate = Mandate(person=person, term=term, electing_unit="x", from_date=EARLY)
        mandate.save(force_insert=True)
    return mandate


def test_bodies(tree: Tree) -> None:
    body = tree.row("CZ")
    rows = Body.objects.filter(pk=body.pk)
    assert refused(lambda: rows.update(active_until=EARLY))
    assert refused(lambda: rows.update(parent=body))
    assert refused(lambda: rows.update(path=tree.row("JY").path))
    assert refused(lambda: rows.update(code="JY"))


def test_terms(seated: Mandate, tree: Tree) -> None:
    def term(**values: Any) -> Callable[[], None]:
        return lambda: Term(**{"congress": tree.row("RD"), "starts_on": EARLY, **values}).save(
            force_insert=True
        )

    assert refused(term(ordinal=7, ends_on=LATE))
    assert refused(term(ordinal=8))
    assert refused(term(ordinal=6, starts_on=LATE, ends_on=EARLY))
    assert not refused(term(ordinal=6, ends_on=LATE))


def test_mandates(seated: Mandate) -> None:
    rows = Mandate.objects.filter(pk=seated.pk)
    assert refused(lambda: rows.update(state="ended"))
    assert refused(lambda: rows.update(until_date=LATE))
    assert refused(lambda: rows.update(state="ended", until_date=date(2019, 1, 1)))
    again = Mandate(person=seated.person, term=seated.term, electing_unit="y", from_date=EARLY)
    assert refused(lambda: again.save(force_insert=True))
    assert not refused(lambda: rows.update(state="ended", until_date=LATE))
    assert not refused(lambda: again.save(force_insert=True))


def test_posts_and_holdings(seated: Mandate, tree: Tree) -> None:
    with unguarded("fixtures"):
        post = Post(body=tree.row("RD"), title="主任")
        post.save(force_insert=True)
    assert refused(lambda: Post(body=tree.row("RD"), title="主任").save(force_insert=True))

    def held(**values: Any) -> Callable[[], None]:
        return lambda: Holding(**{"person": seated.person, "post": post, "from_date": EARLY, **values}).save(
            force_insert=True
        )

    assert refused(held(until_date=date(2019, 1, 1)))
    assert not refused(held())
    assert refused(held())
    assert not refused(held(until_date=LATE))


def test_imports(tree: Tree) -> None:
    def plan(**values: Any) -> Callable[[], ImportPlan]:
        usual = {
            "kind": "bodies",
            "body": tree.row("YC"),
            "actor": "system:console",
            "file_name": "x",
            "digest": "0",
            "created_at": tree.at,
        }

        def write() -> ImportPlan:
            row = ImportPlan(**{**usual, **values})
            row.save(force_insert=True)
            return row

        return write

    assert refused(plan(state="done"))
    assert refused(plan(state="running", ended_at=tree.at))
    assert refused(plan(state="checked", content=b"x"))
    with unguarded("fixtures"):
        row = plan(content=b"x")()
    block = {"plan": row, "number": 0, "stage": "new", "size": 0, "rows": []}
    assert not refused(lambda: ImportBlock(**block).save())
    assert refused(lambda: ImportBlock(**block).save())


def test_rows_say_what_they_are(seated: Mandate, tree: Tree) -> None:
    with unguarded("fixtures"):
        post = Post(body=tree.row("RD"), title="主任")
        post.save()
        holding = Holding(person=seated.person, post=post, from_date=EARLY)
        plan = ImportPlan(kind="people", body=tree.row("YC"))
    assert [str(each) for each in (seated, holding, plan, ImportBlock(plan=plan, number=3))] == [
        "陈明 第七届",
        "陈明 主任",
        "人员成批导入",
        "人员成批导入 3",
    ]
    assert (holding.subject_title(), seated.subject_title()[:5]) == ("主任任职", "第七届代表")
    assert (tree.row("CZ").called, tree.row("JY").called) == ("市财政局", "云川市教育局")
    assert not plan.is_ended
