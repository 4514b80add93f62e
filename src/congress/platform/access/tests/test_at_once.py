"""Two at once: what must stay true however commands overlap."""

from __future__ import annotations

import threading
import time
from datetime import datetime

import pytest
from django.db import connection

from congress.platform.access import powers, services
from congress.platform.access.models import Grant
from congress.platform.access.permissions import AccessPermission
from congress.platform.access.tests.worlds import make_granter
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.refusals import Refused
from congress.standards.errors import RuleViolation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_two_who_end_each_others_grant_do_not_leave_the_place_without_a_granter(
    at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    first, second = make_granter(at, name="first"), make_granter(at, name="second")
    grants = {row.account_id: row.pk for row in Grant.objects.all()}
    asked = powers.accounts_everywhere

    def slowly(verb: str) -> set[object]:
        time.sleep(0.2)  # so that both are surely inside their commands
        return asked(verb)

    monkeypatch.setattr(powers, "accounts_everywhere", slowly)
    together, refused = threading.Barrier(2), []

    def end(actor: Person, target: Person) -> None:
        together.wait()
        try:
            services.end_grant(actor=actor, at=now, target=grants[target.account])
        except (RuleViolation, Refused) as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=end, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(asked(AccessPermission.GRANT)) == 1
    assert len(refused) == 1  # by the rule, or because the second one no longer had the power to try
