"""What can be found: one entry for each thing, its text in chunks, and the permissions entries ask for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from congress.platform.core.models import Table, classify
from congress.platform.core.ports import Scope


class SearchEntry(Table):
    """A thing that can be found: its subject, its body, the permission it takes to see it, whether strangers may.

    The text must not hold anything sensitive: who may see the entry sees the passage.
    """

    classified = classify(
        public="object_kind object_id app kind_title title url is_public",
        internal="id body permission changed_at",
    )
    scope = Scope(body="body", public={"is_public": True})

    object_kind = models.CharField(max_length=80)
    object_id = models.UUIDField()
    body = models.ForeignKey("organisation.Body", null=True, on_delete=models.PROTECT, related_name="+")
    app = models.CharField(max_length=40)
    kind_title = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    permission = models.CharField(max_length=120, db_index=True)
    is_public = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["object_kind", "object_id"], name="one_entry_for_each_subject"),
            models.CheckConstraint(condition=~Q(title=""), name="search_entry_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchChunk(Table):
    """A piece of an entry's text. `cut_version` tells with which cutting its tokens were made; 0 is not yet."""

    classified = classify(internal="id entry number text cut_version")
    scope = Scope(body="entry__body")

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    cut_version = models.PositiveIntegerField(default=0, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="chunk_number_once_in_entry")]


class SearchVerb(Table):
    """A permission that some entry has asked for: whoever searches is filtered by these, and by no others."""

    classified = classify(internal="code")

    code = models.CharField(max_length=120, primary_key=True)
