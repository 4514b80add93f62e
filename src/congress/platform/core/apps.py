"""Registers the ground with Django and its manifest with the platform."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The ground."""

    name = "congress.platform.core"
    label = "core"

    def ready(self) -> None:
        from congress.platform.core import checks  # noqa: F401  (registers the system check)
        from congress.platform.core.own_manifest import MANIFEST
        from congress.platform.core.registry import register

        register(MANIFEST)
