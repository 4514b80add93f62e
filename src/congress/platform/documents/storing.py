"""Keeping files inside an act: the bytes first, then the row; a row never points at nothing."""

from __future__ import annotations

import io
from typing import Any, BinaryIO
from uuid import UUID

from congress.platform.core.actors import Person
from congress.platform.core.commands import Act, part
from congress.platform.core.models import DataClass
from congress.platform.documents import vault
from congress.platform.documents.models import Document, DocumentVersion, StoredFile
from congress.platform.documents.sniffing import sniff

HEAD_BYTES = 8192


@part
def store_file(
    act: Act[Any],
    *,
    content: BinaryIO | bytes,
    name: str,
    body: UUID,
    data_class: DataClass = DataClass.INTERNAL,
    is_public: bool = False,
    for_reading: bool = True,
) -> StoredFile:
    """Keep a file (保存文件) whose type is told from its content. Raises `RuleViolation` for what we do not take."""
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    sniffed = sniff(head=head, whole=stream, name=name, for_reading=for_reading)
    stream.seek(0)
    kept = vault.keep(stream)
    file = StoredFile(
        body_id=body,
        owner=act.actor.account if isinstance(act.actor, Person) else None,
        name=sniffed.name[:200],
        media_type=sniffed.media_type,
        size_bytes=kept.size_bytes,
        digest=kept.digest,
        keyed_digest=kept.keyed_digest,
        data_class=data_class,
        is_public=is_public,
        stored_at=act.at,
    )
    file.save(force_insert=True)
    act.note(file=str(file.pk), digest=kept.digest, size_bytes=kept.size_bytes)
    return file


@part
def add_version(
    act: Act[Any], *, file: StoredFile, title: str, document: UUID | None = None, reason: str = ""
) -> DocumentVersion:
    """Put a file as the next version (版本) of a document; without one, begin a document of that title."""
    row = (
        Document(body_id=file.body_id, title=title[:200])
        if document is None
        else Document.objects.select_for_update().get(pk=document)
    )
    row.latest_number += 1
    row.version += 0 if document is None else 1
    row.save()
    version = DocumentVersion(document=row, number=row.latest_number, file=file, reason=reason, made_at=act.at)
    version.save(force_insert=True)
    return version


def content_of(file: StoredFile) -> bytes:
    """All bytes of a file; for readers and renderers, after access has been asked."""
    with vault.opened(file.keyed_digest) as stream:
        return stream.read()


def sweep(*, keep_younger_than_seconds: float, now: float) -> int:
    """Remove bytes that no row points at (a save was broken off). Returns how many files went."""
    known = set(StoredFile.objects.values_list("keyed_digest", flat=True))
    gone = 0
    for digest in vault.every_digest():
        path = vault.path_of(digest)
        if digest not in known and now - path.stat().st_mtime > keep_younger_than_seconds:
            path.unlink()
            gone += 1
    return gone


def stored_file(file: UUID) -> StoredFile:
    """A file by id, for jobs that were given it by an act. Raises `StoredFile.DoesNotExist`."""
    return StoredFile.objects.get(pk=file)
