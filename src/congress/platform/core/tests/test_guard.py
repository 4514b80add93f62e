"""Rows are written inside a command or under a named exception, and some never again."""

from __future__ import annotations

from datetime import datetime

import pytest

from congress.platform.access.models import Role
from congress.platform.core.guard import WriteOutsideCommand, unguarded
from congress.platform.core.models import AppendOnly, Cause
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import arranging

pytestmark = pytest.mark.django_db


def test_nothing_is_written_outside_a_command() -> None:
    with arranging():
        role = g.arrange_role()
    for write in (
        lambda: Role(code="a", title="a").save(),
        lambda: Role.objects.create(code="b", title="b"),
        lambda: Role.objects.bulk_create([Role(code="c", title="c")]),
        lambda: Role.objects.bulk_update([role], ["title"]),
        lambda: Role.objects.update(title="x"),
        lambda: Role.objects.all().delete(),
        lambda: role.change(title="x"),
        lambda: role.delete(),
    ):
        with pytest.raises(WriteOutsideCommand):
            write()
    assert Role.objects.get(code="clerk").title == "原来的名称"


def test_only_named_exceptions_open_the_way() -> None:
    with pytest.raises(WriteOutsideCommand, match="no such exception"), unguarded("because"):
        pass


def test_an_append_only_row_is_never_changed_or_removed(at: datetime) -> None:
    with arranging():
        row = Cause(key="one", at=at)
        row.save(force_insert=True)
        for write in (
            lambda: row.save(),
            lambda: row.delete(),
            lambda: Cause.objects.update(at=at),
            lambda: Cause.objects.all().delete(),
            lambda: Cause.objects.bulk_update([row], ["at"]),
            lambda: Cause.objects.bulk_create(
                [row], update_conflicts=True, update_fields=["at"], unique_fields=["key"]
            ),
        ):
            with pytest.raises(AppendOnly):
                write()
        Cause.objects.bulk_create([Cause(key="two", at=at)])
    assert Cause.objects.count() == 2


def test_a_mutable_row_may_be_changed_and_removed_inside() -> None:
    with arranging():
        role = g.arrange_role()
        Role.objects.bulk_update([role], ["title"])
        assert Role.objects.update(title="y") == 1
        assert role.delete()[0] == 1
        g.arrange_role("another")
        assert Role.objects.all().delete()[0] == 1
