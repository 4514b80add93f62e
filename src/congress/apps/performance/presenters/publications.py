"""The versions of a publication, and a publication as data with what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse

from congress.apps.performance.models import Publication


def shown_versions(publication: Publication, versions: Sequence[Publication]) -> dict[str, Any]:
    """What the page says about versions: all of them, the current one, the one corrected and the one that corrects."""
    by_number = {each.number: each for each in versions}
    return {
        "versions": list(reversed(versions)),
        "current": versions[-1],
        "is_current": publication.pk == versions[-1].pk,
        "before": by_number.get(publication.number - 1),
        "after": by_number.get(publication.number + 1),
    }


def enveloped(
    publication: Publication, versions: Sequence[Publication], *, absolute: Callable[[str], str]
) -> dict[str, Any]:
    """The published data with the publication they belong to; `absolute` makes a path into a whole address."""
    shown = shown_versions(publication, versions)

    def link(other: Publication | None) -> str | None:
        return absolute(reverse("open_performance:data", args=[other.pk])) if other else None

    return {
        "$schema": absolute(reverse("open_performance:schema")),
        "publication": {
            "id": str(publication.pk),
            "number": publication.number,
            "published_at": publication.published_at.isoformat(),
            "correction_reason": publication.reason or None,
            "corrects": link(shown["before"]),
            "corrected_by": link(shown["after"]),
        },
        **publication.data,
    }
