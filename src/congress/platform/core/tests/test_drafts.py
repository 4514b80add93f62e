"""Drafts: private, replaced by the newest, thrown away on submit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from congress.platform.core.actors import Actor
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.core.drafts import (
    MAX_CHARACTERS,
    MAX_FIELDS,
    discard_draft,
    draft_of,
    drop_draft,
    save_draft,
)
from congress.platform.core.ids import new_id
from congress.platform.core.models import Draft
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import arranging
from congress.standards.errors import RuleViolation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]

KEY = "ground.form"


@command("ground.submit", permission=g.ACT)
def submit(*, actor: Actor, at: datetime, act: Act[Any] = DOOR) -> None:
    """Submit what was typed."""
    drop_draft(act, key=KEY)


def test_the_newest_state_is_kept_for_each_account(at: datetime) -> None:
    one, other = new_id(), new_id()
    save_draft(account=one, key=KEY, data={"a": "甲"}, at=at)
    save_draft(account=one, key=KEY, data={"a": "乙"}, at=at + timedelta(seconds=5))
    save_draft(account=other, key=KEY, data={"a": "丙"}, at=at)
    mine = draft_of(account=one, key=KEY)
    assert mine is not None and mine.data == {"a": "乙"}
    discard_draft(account=one, key=KEY)
    assert draft_of(account=one, key=KEY) is None
    assert Draft.objects.get().account == other


def test_a_draft_is_dropped_with_the_submit(at: datetime) -> None:
    with arranging():
        person = g.arrange_person("writer", at)
    save_draft(account=person.account, key=KEY, data={"a": "甲"}, at=at)
    submit(actor=g.MACHINE, at=at)
    assert Draft.objects.count() == 1
    submit(actor=person, at=at)
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    "data",
    [{str(n): "" for n in range(MAX_FIELDS + 1)}, {"a": "字" * (MAX_CHARACTERS + 1)}],
    ids=["fields", "text"],
)
def test_what_is_too_large_to_be_a_form_is_not_kept(data: dict[str, str], at: datetime) -> None:
    with pytest.raises(RuleViolation) as refusal:
        save_draft(account=new_id(), key=KEY, data=data, at=at)
    assert refusal.value.code == "core.draft_too_large"
    assert not Draft.objects.exists()
