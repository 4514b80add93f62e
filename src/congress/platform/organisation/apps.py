"""Registers the module with Django and its manifest with the platform."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The organisation module."""

    name = "congress.platform.organisation"
    label = "organisation"

    def ready(self) -> None:
        from congress.platform.core.registry import register
        from congress.platform.organisation.manifest import MANIFEST

        register(MANIFEST)
