"""Contents for entries, each good as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from congress.platform.knowledge.contracts import Content, Source

CITY = "441900"
SOURCE = Source("东川市代表建议办理办法", "十", "一", date(2025, 12, 1))
PERIOD = {"amount": 2, "unit": "month", "start": "assigned"}
NOTICE = {
    "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
    "working_days": ["2027-01-09"],
}


def content(**changes: Any) -> Content:
    """A rule of the city, from 2026 on."""
    usual = Content(
        title="代表建议答复期限",
        jurisdiction=CITY,
        effective_from=date(2026, 1, 1),
        effective_until=None,
        value=PERIOD,
        source=SOURCE,
        verified=True,
        reason="本市办法另有规定",
    )
    return replace(usual, **changes)
