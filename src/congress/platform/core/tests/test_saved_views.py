"""Saved views of lists: one's own, under a name, a limited number."""

from __future__ import annotations

from datetime import datetime

import pytest

from congress.platform.core import refusal_log
from congress.platform.core.actors import Person
from congress.platform.core.models import SavedView
from congress.platform.core.refusals import Refused
from congress.platform.core.saved_views import MAX_VIEWS, delete_view, save_view
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import arranging
from congress.standards.errors import RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(at: datetime) -> Person:
    """Whoever keeps views."""
    with arranging():
        return g.arrange_person("keeper", at, may_act=False)


def keep(person: Person, at: datetime, name: str, query: str = "q=1") -> object:
    """Keep a view of a list."""
    return save_view(actor=person, at=at, list_name="ground.list", name=name, query=query)


def test_a_view_is_kept_replaced_and_thrown_away(person: Person, at: datetime) -> None:
    first = keep(person, at, " 我的 ")
    assert keep(person, at, "我的", "q=2") == first
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("我的", "q=2")
    with arranging():
        other = g.arrange_person("other", at, may_act=False)
    with pytest.raises(Refused):
        delete_view(actor=other, at=at, target=view.pk)
    delete_view(actor=person, at=at, target=view.pk)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "长" * 41])
def test_a_view_needs_a_short_name(person: Person, at: datetime, name: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        keep(person, at, name)
    assert refusal.value.code == "core.view_name"


def test_there_is_room_for_so_many_views_of_a_list(person: Person, at: datetime) -> None:
    for number in range(MAX_VIEWS):
        keep(person, at, f"视图 {number}")
    keep(person, at, "视图 0", "q=3")
    with pytest.raises(RuleViolation) as refusal:
        keep(person, at, "再一个")
    assert refusal.value.code == "core.too_many_views"


def test_the_memory_of_refusals_does_not_grow_without_end(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusal_log, "KEPT_ACTORS", 3)
    for number in range(9):
        assert refusal_log.worth_recording(actor=f"a{number}", command="c", code="x", at=at) == 0
    assert len(refusal_log._windows) <= 4
