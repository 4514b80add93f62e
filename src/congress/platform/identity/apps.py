"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The identity module."""

    name = "congress.platform.identity"
    label = "identity"

    def ready(self) -> None:
        from congress.platform.core.registry import register
        from congress.platform.identity.manifest import MANIFEST

        register(MANIFEST)
