"""Visiting pages as somebody who has signed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.test import Client

from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.identity.models import AccountSession
from congress.platform.identity.sessions import SESSION_FIELD, key_digest


def signed_in(person: Person) -> Client:
    """A browser in which the person has just signed in."""
    client = Client(raise_request_exception=True)
    session = client.session
    session["there"] = True
    session.save()
    now = datetime.now(UTC)
    with unguarded("fixtures"):
        row = AccountSession(
            account_id=person.account,
            key_digest=key_digest(session.session_key),
            began_at=now - timedelta(seconds=5),
            last_seen_at=now,
            address="127.0.0.1",
            agent="test",
        )
        row.save(force_insert=True)
    session[SESSION_FIELD] = str(row.pk)
    session.save()
    return client
