"""Daily tidying: counts whose time is over, sessions whose browsers never came back."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore

from congress.platform.core import clock
from congress.platform.core.jobs import JobContext
from congress.platform.identity.attempts import forget_old
from congress.platform.identity.sessions import end_run_out


def tidy(context: JobContext) -> dict[str, int]:
    """Remove forgotten tries, end sessions that ran out, and drop the browser sessions' expired rows."""
    at = clock.now()
    result = {"tries": forget_old(at=at), "sessions": end_run_out(at=at)}
    SessionStore.clear_expired()
    return result
