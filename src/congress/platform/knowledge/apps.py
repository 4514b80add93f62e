"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """The knowledge module."""

    name = "congress.platform.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from congress.platform.knowledge.manifest import MANIFEST
        from congress.platform.core.registry import register

        register(MANIFEST)
