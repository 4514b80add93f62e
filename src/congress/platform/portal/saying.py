"""One sentence after an act: said before the redirect, shown once on the next page."""

from __future__ import annotations

from django.http import HttpRequest

TONES = ("good", "info", "warn", "bad")
SESSION_FIELD = "said"


def say(request: HttpRequest, text: str, tone: str = "good") -> None:
    """Keep a sentence for the next page this browser is shown. `tone` is one of `TONES`."""
    if tone not in TONES:
        raise ValueError(f"no tone is called {tone!r}")
    request.session[SESSION_FIELD] = [
        *request.session.get(SESSION_FIELD, []),
        {"text": str(text), "tone": tone},
    ]


def said(request: HttpRequest) -> list[dict[str, str]]:
    """The sentences kept for this browser, which are now shown and forgotten."""
    session = getattr(request, "session", None)
    if session is None or SESSION_FIELD not in session:
        return []
    kept: list[dict[str, str]] = session.pop(SESSION_FIELD)
    return kept
