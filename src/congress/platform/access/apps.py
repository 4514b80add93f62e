"""Plugs the one rule into the ground and registers the manifest."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """The access module."""

    name = "congress.platform.access"
    label = "access"

    def ready(self) -> None:
        from congress.platform.access.manifest import MANIFEST
        from congress.platform.access.powers import Access
        from congress.platform.core.ports import plug_access
        from congress.platform.core.registry import register

        plug_access(Access())
        register(MANIFEST)
