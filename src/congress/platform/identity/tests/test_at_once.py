"""Many tries at once do not slip past the limit together."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime

import pytest
from django.db import connection

from congress.platform.identity import signing_in
from congress.platform.identity.models import AttemptCount
from congress.platform.identity.policy import password_policy
from congress.platform.identity.tests.worlds import make_account
from congress.standards.errors import RuleViolation


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_wrong_tries_at_once_are_all_counted_before_any_password_is_looked_at(at: datetime) -> None:
    make_account(at=at)
    crowd = 16
    together = threading.Barrier(crowd)
    answers: list[str] = []

    def guess() -> None:
        together.wait()
        try:
            signing_in.examine(
                username="chenwen", password="wrong", at=at, address="10.2.3.4", is_local=False
            )
        except RuleViolation as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _n in range(crowd)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    free = password_policy().patience["name"].free
    assert Counter(answers) == {"identity.not_signed_in": free + 1, "identity.must_wait": crowd - free - 1}
    assert AttemptCount.objects.get(kind="name").failed_count == free + 1
