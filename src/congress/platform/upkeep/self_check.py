"""The self-check at start: is this installation set up so that it can be run safely?"""

from __future__ import annotations

from congress.platform.upkeep.checks import clocks, database, folders, settings
from congress.platform.upkeep.contracts import Finding
from congress.platform.upkeep.health import Check, looked_at

CHECKS: tuple[tuple[str, Check], ...] = (
    ("folder", folders.writable),
    ("disk", folders.room),
    ("private", folders.private),
    ("database", database.answers),
    ("database.settings", database.set_up),
    ("migrations", database.up_to_date),
    ("settings", settings.unsafe),
    ("assets", settings.assets),
    ("zone", clocks.zone),
)


def self_check() -> list[Finding]:
    """What is wrong or unsafe, each with what to do; nothing when all is well."""
    return [each for code, check in CHECKS for each in looked_at(code, check) if not each.is_good]
