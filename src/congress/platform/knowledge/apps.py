"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """The knowledge module."""

    name = "congress.platform.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from congress.platform.core.registry import register
        from congress.platform.knowledge.manifest import MANIFEST

        register(MANIFEST)
