"""Plugs the trail into the ground and registers the manifest."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit module."""

    name = "congress.platform.audit"
    label = "audit"

    def ready(self) -> None:
        from congress.platform.audit.manifest import MANIFEST
        from congress.platform.audit.trail import Trail
        from congress.platform.core.ports import plug_audit
        from congress.platform.core.registry import register

        plug_audit(Trail())
        register(MANIFEST)
