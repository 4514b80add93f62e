"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The documents module."""

    name = "congress.platform.documents"
    label = "documents"

    def ready(self) -> None:
        from congress.platform.core.registry import register
        from congress.platform.documents.manifest import MANIFEST

        register(MANIFEST)
