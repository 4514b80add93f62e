"""What the portal asks organisation and access: the place's name, and the roles of people."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from uuid import UUID


def root_name() -> str:
    """The short name of the root of the organisation tree, "" while there is none. One query."""
    try:
        api: Any = import_module("congress.platform.organisation.api")
        return str(api.root_name())
    except (ImportError, AttributeError):
        return ""


def roles_of(account: UUID) -> dict[str, str]:
    """Codes and titles of the roles an account holds today. One query."""
    from congress.platform.access.models import Grant

    return dict(Grant.objects.filter(account=account).values_list("role__code", "role__title"))


def all_roles() -> dict[str, str]:
    """Codes and titles of every role in use. One query."""
    from congress.platform.access.models import Role

    return dict(Role.objects.filter(is_retired=False).order_by("title").values_list("code", "title"))
