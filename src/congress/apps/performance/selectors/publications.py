"""What was published, as strangers and everyone else may read it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from congress.apps.performance.models import Publication
from congress.apps.performance.permissions import PerformancePermission as P
from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused

WITHDRAWN = "这份公开材料不存在，或者已经撤下。"


def published(*, actor: Actor) -> QuerySet[Publication]:
    """What the actor may see of what was published, without the matter itself; strangers see it all."""
    return _visible(actor).defer("data", "sheet")


def publication_for(*, actor: Actor, publication: UUID) -> Publication:
    """One publication with its files. Raises `Refused`."""
    found = _visible(actor).select_related("pdf", "docx").filter(pk=publication).first()
    if found is None:
        raise Refused(permission=P.READ_PUBLISHED, reason=WITHDRAWN)
    return found


def _visible(actor: Actor) -> QuerySet[Publication]:
    return visible(Publication.objects.all(), actor, P.READ_PUBLISHED)
