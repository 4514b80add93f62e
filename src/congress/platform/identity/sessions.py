"""Sessions: from sign-in to sign-out, with an idle and an absolute limit, each listed under its account."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from congress.platform.core.guard import unguarded
from congress.platform.identity.models import Account, AccountSession

IDLE_LIMIT = timedelta(minutes=60)
ABSOLUTE_LIMIT = timedelta(hours=12)
NOTE_EVERY = timedelta(minutes=1)
SESSION_FIELD = "account_session"


def key_digest(session_key: str) -> str:
    """What is kept of a browser's session key: enough to recognise it, nothing to sign in with."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def account_of(request: HttpRequest, *, at: datetime) -> Account | None:
    """The account signed in on this browser, or None. One query; ends sessions that have run out."""
    name = request.session.get(SESSION_FIELD)
    if not name:
        return None
    session = (
        AccountSession.objects.select_related("account")
        .filter(pk=UUID(name), key_digest=key_digest(request.session.session_key or ""))
        .first()
    )
    if session is None or session.ended_at is not None or session.account.state != "active":
        request.session.flush()
        return None
    reason = _ran_out(session, at)
    if reason:
        _end(session, reason, at)
        request.session.flush()
        return None
    if at - session.last_seen_at > NOTE_EVERY:
        with unguarded("sessions"):
            AccountSession.objects.filter(pk=session.pk).update(last_seen_at=at)
    request.account_session = session  # type: ignore[attr-defined]
    return session.account


def _ran_out(session: AccountSession, at: datetime) -> str:
    if at - session.last_seen_at > IDLE_LIMIT:
        return "idle"
    return "limit" if at - session.began_at > ABSOLUTE_LIMIT else ""


def _end(session: AccountSession, reason: str, at: datetime) -> None:
    with unguarded("sessions"):
        AccountSession.objects.filter(pk=session.pk, ended_at__isnull=True).update(ended_at=at, end_reason=reason)
