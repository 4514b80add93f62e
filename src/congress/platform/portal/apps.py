"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal module."""

    name = "congress.platform.portal"
    label = "portal"

    def ready(self) -> None:
        from congress.platform.core.registry import register
        from congress.platform.portal.manifest import MANIFEST

        register(MANIFEST)
