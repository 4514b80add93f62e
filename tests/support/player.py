"""The one driver of browsers in a process: a second one beside it would refuse to start."""

from __future__ import annotations

import atexit
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

_player: Playwright | None = None


def the_player() -> Playwright:
    """Playwright, started when it is first wanted and stopped when the process ends."""
    global _player
    if _player is None:
        from playwright.sync_api import sync_playwright

        _player = sync_playwright().start()
        atexit.register(_player.stop)
    return _player
