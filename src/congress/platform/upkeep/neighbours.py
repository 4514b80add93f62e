"""What upkeep reads of modules whose doors do not offer it."""

from __future__ import annotations

from django.apps import apps


def stuck_deliveries() -> int:
    """How many deliveries of events have stopped after too many attempts."""
    return int(apps.get_model("events", "Delivery")._default_manager.filter(state="stuck").count())
