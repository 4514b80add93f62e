"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The events module."""

    name = "congress.platform.events"
    label = "events"

    def ready(self) -> None:
        from congress.platform.core.registry import register
        from congress.platform.events.manifest import MANIFEST

        register(MANIFEST)
