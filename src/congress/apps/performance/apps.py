"""Registers the app with Django and its manifest with the platform."""

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """The performance app."""

    name = "congress.apps.performance"
    label = "performance"

    def ready(self) -> None:
        from congress.apps.performance.manifest import MANIFEST
        from congress.platform.core.registry import register

        register(MANIFEST)
