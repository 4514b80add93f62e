"""Sessions: from sign-in to sign-out, with an idle and an absolute limit, each listed under its account."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest

from congress.platform.core.actors import Person, Public
from congress.platform.core.guard import unguarded
from congress.platform.identity import services
from congress.platform.identity.contracts import SessionInfo, SignedIn
from congress.platform.identity.models import Account, AccountSession
from congress.platform.identity.signing_in import Evidence

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


def begin_session(request: HttpRequest, evidence: Evidence, *, at: datetime) -> SignedIn:
    """Sign the browser in: a new session key, so that one planted before is worth nothing, and the session's row."""
    request.session.flush()
    request.session.create()
    signed_in = services.sign_in(
        actor=Public("web"),
        at=at,
        evidence=evidence,
        key_digest=key_digest(request.session.session_key or ""),
        address=request.META.get("REMOTE_ADDR", ""),
        agent=request.headers.get("User-Agent", ""),
    )
    request.session[SESSION_FIELD] = str(signed_in.session)
    request.session.set_expiry(0)
    return signed_in


def end_browser_session(request: HttpRequest, *, at: datetime) -> None:
    """Sign the browser out."""
    session: AccountSession = request.account_session  # type: ignore[attr-defined]
    services.sign_out(actor=Person(session.account_id), at=at, target=session.pk)
    request.session.flush()


def sessions_of(account: UUID, *, at: datetime, last: int = 20) -> list[SessionInfo]:
    """An account's latest sessions, newest first; one that ran out unnoticed is shown as ended."""
    rows = AccountSession.objects.filter(account=account).order_by("-began_at", "-pk")[:last]
    return [_info(row, at) for row in rows]


def end_run_out(*, at: datetime) -> int:
    """End the sessions whose browsers never came back. Returns how many."""
    running = AccountSession.objects.filter(ended_at__isnull=True)
    with unguarded("sessions"):
        idle = running.filter(last_seen_at__lt=at - IDLE_LIMIT).update(ended_at=at, end_reason="idle")
        return idle + running.filter(began_at__lt=at - ABSOLUTE_LIMIT).update(ended_at=at, end_reason="limit")


def _info(row: AccountSession, at: datetime) -> SessionInfo:
    reason = row.end_reason or _ran_out(row, at)
    ended_at = row.ended_at or (row.last_seen_at if reason else None)
    words = dict(AccountSession._meta.get_field("end_reason").flatchoices)
    return SessionInfo(
        id=row.pk,
        address=row.address,
        agent=row.agent,
        began_at=row.began_at,
        last_seen_at=row.last_seen_at,
        ended_at=ended_at,
        end_reason=str(words.get(reason, "")),
    )


def _ran_out(session: AccountSession, at: datetime) -> str:
    if at - session.last_seen_at > IDLE_LIMIT:
        return "idle"
    return "limit" if at - session.began_at > ABSOLUTE_LIMIT else ""


def _end(session: AccountSession, reason: str, at: datetime) -> None:
    with unguarded("sessions"):
        AccountSession.objects.filter(pk=session.pk, ended_at__isnull=True).update(
            ended_at=at, end_reason=reason
        )
