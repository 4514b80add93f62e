"""Browsers for tests of pages: an account signed in without the password dance."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.test import Client

from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.identity.models import AccountSession
from congress.platform.identity.sessions import SESSION_FIELD, key_digest

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

PART = {"HTTP_HX_REQUEST": "true"}


def browser_of(person: Person, *, checks_forgery: bool = False) -> Client:
    """A browser in which the person is signed in."""
    client = Client(enforce_csrf_checks=checks_forgery)
    session = client.session
    session.save()
    with unguarded("fixtures"):
        row = AccountSession(
            account_id=person.account,
            key_digest=key_digest(session.session_key),
            began_at=clock.now(),
            last_seen_at=clock.now(),
            address="127.0.0.1",
            agent="test",
        )
        row.save(force_insert=True)
    session[SESSION_FIELD] = str(row.pk)
    session.save()
    client.cookies["renda_session"] = session.session_key
    return client


def text_of(response: Any) -> str:
    """What a page says."""
    return str(response.content.decode())


def upload(client: Client, place: SmallPlace, *files: tuple[str, str], **more: str) -> Any:
    """Send files, given by name and text, to the import page."""
    streams = []
    for name, text in files:
        stream = io.BytesIO(text.encode())
        stream.name = name
        streams.append(stream)
    return client.post("/performance/import/", {"body": str(place.office), "file": streams, **more})
