"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search module."""

    name = "congress.platform.search"
    label = "search"

    def ready(self) -> None:
        from congress.platform.core.registry import register
        from congress.platform.search.manifest import MANIFEST

        register(MANIFEST)
