"""What was published, as strangers and everyone else may read it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from congress.apps.performance.models import Publication
from congress.apps.performance.permissions import PerformancePermission as P
from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused

WITHDRAWN = "这份公开材料不存在，或者已经撤下。"


def published(*, actor: Actor) -> QuerySet[Publication]:
    """What the actor may see of what was published, without the matter itself; strangers see it all.

    `is_corrected` tells whether a later version has taken the place of one.
    """
    later = Publication.objects.filter(corrects=OuterRef("pk"))
    return _visible(actor).defer("data", "sheet").annotate(is_corrected=Exists(later))


def published_now(*, actor: Actor) -> QuerySet[Publication]:
    """What the actor may see of what is in force: of each table the latest version."""
    return published(actor=actor).filter(corrected_by__isnull=True)


def publication_for(*, actor: Actor, publication: UUID) -> Publication:
    """One publication with its files. Raises `Refused`."""
    found = _visible(actor).filter(pk=publication).first()
    if found is None:
        raise Refused(permission=P.READ_PUBLISHED, reason=WITHDRAWN)
    return found


def publication_and_versions(*, actor: Actor, publication: UUID) -> tuple[Publication, list[Publication]]:
    """One publication, and every version of its table, the first one first. Two queries. Raises `Refused`."""
    found = publication_for(actor=actor, publication=publication)
    return found, list(published(actor=actor).filter(table=found.table_id).order_by("number"))


def _visible(actor: Actor) -> QuerySet[Publication]:
    return visible(Publication.objects.all(), actor, P.READ_PUBLISHED)
