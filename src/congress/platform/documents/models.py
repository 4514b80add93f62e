"""Files as received or made: bytes in the data folder, facts in the database."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from congress.platform.core.models import DataClass, Identified, Record, Versioned, classify
from congress.platform.core.ports import Scope


class StoredFile(Identified):
    """Some bytes that never change. Found on disk by a keyed digest, so that the disk alone tells nothing."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(
        internal="id body digest keyed_digest size_bytes media_type data_class is_public stored_at",
        personal="name owner",
    )
    scope = Scope(body="body", owner="owner", public={"is_public": True})
    subject_kind = "documents.file"

    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    owner = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    keyed_digest = models.CharField(max_length=64, db_index=True)
    data_class = models.CharField(max_length=10, choices=[(each.value, each.value) for each in DataClass])
    is_public = models.BooleanField(default=False)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size_bytes__gt=0), name="file_is_not_empty"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(data_class=DataClass.PUBLIC.value),
                name="public_file_is_public_data",
            ),
        ]
        indexes = [models.Index(fields=["body", "digest"], name="file_same_bytes")]

    def __str__(self) -> str:
        return self.name


class Document(Versioned):
    """A document with a history: the same thing in version after version."""

    classified = classify(internal="id version body title latest_number")
    scope = Scope(body="body")
    subject_kind = "documents.document"

    body = models.ForeignKey("organisation.Body", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    latest_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class DocumentVersion(Identified):
    """One version of a document: its number, its file, and why it came."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id document number file reason made_at")
    scope = Scope(body="document__body")
    subject_kind = "documents.version"

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="version_numbers_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.document} 第{self.number}版"
