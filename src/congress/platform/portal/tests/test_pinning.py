"""Pins: kept, refused, let go."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from congress.platform.core.manifest import Manifest, MenuEntry
from congress.platform.core.refusals import Refused
from congress.platform.identity.models import Account
from congress.platform.portal.models import Pin
from congress.platform.portal.permissions import PortalPermission
from congress.platform.portal.services import pin_entry, unpin_entry
from congress.platform.portal.services.pinning import MOST_PINS
from congress.platform.portal.tests.world import World, person
from congress.standards.errors import RuleViolation


@pytest.fixture
def clerk(world: World) -> Account:
    return world.account("clerk")


def pin(world: World, account: Account, code: str = "portal.todos") -> Any:
    return pin_entry(actor=person(account), at=world.at, code=code)


def test_an_entry_of_ones_menu_is_pinned_and_let_go(world: World, clerk: Account) -> None:
    made = pin(world, clerk)
    assert str(Pin.objects.get(pk=made)) == "portal.todos"
    unpin_entry(actor=person(clerk), at=world.at, target=made)
    assert not Pin.objects.exists()


@pytest.mark.parametrize("code", ["portal.nothing", "portal.switches", ""])
def test_what_is_not_in_ones_menu_is_refused(world: World, clerk: Account, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        pin(world, clerk, code)
    assert refused.value.code == "portal.unknown_entry"


def test_pinning_twice_is_refused(world: World, clerk: Account) -> None:
    pin(world, clerk)
    with pytest.raises(RuleViolation) as refused:
        pin(world, clerk)
    assert refused.value.code == "portal.already_pinned"


def test_too_many_pins_are_refused(world: World, clerk: Account, plant: Any) -> None:
    entries = tuple(
        MenuEntry(f"many.{n}", f"第{n}项", "portal:todos", "dot", PortalPermission.OWN_PAGE)
        for n in range(MOST_PINS + 1)
    )
    plant(Manifest(name="many", title="多", menu=entries))
    for entry in entries[:MOST_PINS]:
        pin(world, clerk, entry.code)
    with pytest.raises(RuleViolation) as refused:
        pin(world, clerk, entries[-1].code)
    assert refused.value.code == "portal.too_many_pins"


def test_nobody_lets_go_what_another_pinned(world: World, clerk: Account) -> None:
    made = pin(world, clerk)
    with pytest.raises(Refused):
        unpin_entry(actor=person(world.account("other")), at=world.at, target=made)


def test_a_disabled_account_pins_nothing(world: World) -> None:
    with pytest.raises(Refused):
        pin(world, world.account("gone", state="disabled"))


def test_the_database_holds_each_pin_once(world: World, clerk: Account, arranged: None) -> None:
    Pin.objects.create(account=clerk, code="a", pinned_at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pin.objects.create(account=clerk, code="a", pinned_at=world.at)
