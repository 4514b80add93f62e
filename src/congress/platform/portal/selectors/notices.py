"""Reading notices."""

from __future__ import annotations

from django.db.models import QuerySet

from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.portal.models import Notice
from congress.platform.portal.permissions import PortalPermission


def notices(actor: Actor) -> QuerySet[Notice]:
    """What an account was told, latest first."""
    return visible(Notice.objects.all(), actor, PortalPermission.OWN_NOTICES).order_by("-at", "-pk")
