"""System checks: manifests agree with each other."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from congress.platform.core.registry import faults


@register()
def manifests_agree(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every permission and job a manifest names is declared by some manifest."""
    return [Error(fault, id="core.E001") for fault in faults()]
