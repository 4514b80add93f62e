"""Reading one's own unfinished work: drafts and jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from congress.platform.core import registry
from congress.platform.core.actors import Actor
from congress.platform.core.models import Draft, Job
from congress.platform.core.permissions import CorePermission
from congress.platform.core.ports import visible
from congress.platform.portal.permissions import PortalPermission

PAGE_FIELD = "_page"
PREVIEW = 60


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A draft as its owner sees it: whose form it is, its beginning, and the page on which to go on."""

    key: str
    title: str
    preview: str
    url: str
    saved_at: datetime


def drafts(actor: Actor) -> list[ShownDraft]:
    """What a person has typed and not submitted, latest first."""
    rows = visible(Draft.objects.all(), actor, PortalPermission.OWN_DRAFTS).order_by("-saved_at", "pk")
    words = registry.command_words()
    return [_shown(row, words) for row in rows]


def jobs(actor: Actor) -> QuerySet[Job]:
    """A person's long work, latest first."""
    return visible(Job.objects.all(), actor, CorePermission.OWN_JOBS).order_by("-created_at", "-pk")


def _shown(draft: Draft, words: dict[str, str]) -> ShownDraft:
    """A key is the name of the command its form leads to, or begins with its module's name."""
    command = draft.key.partition(":")[0]
    owner = next((each for each in registry.manifests() if each.name == registry.owner_of(draft.key)), None)
    title = words.get(command) or (str(owner.title) if owner is not None else _("草稿"))
    texts = [
        value.strip() for name, value in draft.data.items() if not name.startswith("_") and value.strip()
    ]
    longest = max(texts, key=len, default="")
    preview = longest if len(longest) <= PREVIEW else f"{longest[:PREVIEW]}…"
    return ShownDraft(draft.key, title, preview, draft.data.get(PAGE_FIELD, ""), draft.saved_at)
