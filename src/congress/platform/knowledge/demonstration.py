"""What the invented city of the demonstration has entered itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from congress.platform.core.actors import System
from congress.platform.knowledge.contracts import Content, Source
from congress.platform.knowledge.services import add_entry

CITY = "890100"


def build(world: Any) -> None:
    """One local rule that is stricter than the nation's, and one local word; both are invented and say so."""
    source = Source("云川市代表建议办理办法（演示，虚构）", "十", "一")
    stricter = Content(
        title="代表建议答复期限",
        jurisdiction=CITY,
        effective_from=date(2026, 1, 1),
        effective_until=None,
        value={"amount": 2, "unit": "month", "start": "assigned", "extend_to": 3},
        source=source,
        verified=False,
        reason="演示：本市规定的答复期限比国家规定短",
    )
    word = Content(
        title="代表联络站",
        jurisdiction=CITY,
        effective_from=date(2026, 1, 1),
        effective_until=None,
        value={"chinese": "代表联络站", "meaning": "代表在任期内联系群众、听取意见的固定场所。"},
        source=source,
        verified=False,
        reason="演示：本市常用的说法",
    )
    for kind, key, content in (("rule", "suggestions.reply", stricter), ("term", "deputy_station", word)):
        add_entry(actor=System("console"), at=world.at, kind=kind, key=key, content=content)
