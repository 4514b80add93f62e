"""The first start: three administrators, once, through commands, with passwords that must be changed."""

from __future__ import annotations

from datetime import datetime

import pytest
from click.testing import CliRunner

from congress.config.commands import init
from congress.config.first_start import ADMINISTRATORS, make_administrators
from congress.platform.access.api import held_by
from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import System
from congress.platform.identity.api import account_by_username, create_account

pytestmark = pytest.mark.django_db


def test_three_administrators_are_made_once_and_hold_three_different_roles(at: datetime) -> None:
    made = make_administrators(at=at)
    assert [each.username for each, _ in made] == [each.username for each in ADMINISTRATORS]
    assert len({password for _, password in made}) == 3
    for each in ADMINISTRATORS:
        account = account_by_username(username=each.username)
        assert account is not None and account.must_change_password and not account.is_demonstration
        assert each.verb in {code for held in held_by(account=account.id) for code in held.permissions}
    assert make_administrators(at=at) == []
    actors = set(AuditRow.objects.values_list("actor", flat=True))
    assert actors == {"system:console"}


def test_an_interrupted_first_start_is_gone_on_with(at: datetime) -> None:
    first = ADMINISTRATORS[0]
    create_account(actor=System("console"), at=at, username=first.username, display_name=first.title)
    assert len(make_administrators(at=at)) == 3
    assert make_administrators(at=at) == []


def test_the_console_shows_the_passwords_once() -> None:
    answer = CliRunner().invoke(init)
    assert answer.exit_code == 0 and "secadmin" in answer.output
    again = CliRunner().invoke(init)
    assert again.exit_code == 1 and "没有改动" in again.output and "secadmin" not in again.output
