"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """The upkeep module."""

    name = "congress.platform.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        from congress.platform.core.registry import register
        from congress.platform.upkeep.manifest import MANIFEST

        register(MANIFEST)
