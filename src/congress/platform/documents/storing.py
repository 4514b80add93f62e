"""Keeping files: the bytes first, then the row inside an act; a row never points at nothing."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from congress.platform.core.actors import Person
from congress.platform.core.commands import Act, part
from congress.platform.core.models import DataClass
from congress.platform.documents import vault
from congress.platform.documents.models import Document, DocumentVersion, StoredFile
from congress.platform.documents.sniffing import sniff
from congress.standards.errors import RuleViolation

HEAD_BYTES = 8192


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Bytes that lie on the disk and that no row names yet: what they are, how many, and their digests (hex)."""

    name: str
    media_type: str
    size_bytes: int
    digest: str
    keyed_digest: str


def take_in(*, content: BinaryIO | bytes, name: str, for_reading: bool = True) -> TakenIn:
    """Put bytes on the disk, told by their content what they are, before the act that stores their row.

    Looking into a file and writing it takes longer than a transaction may be open. What no act follows up is swept
    away a day later. Raises `RuleViolation` for what we do not take; with `for_reading` off scans are taken too.
    """
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    sniffed = sniff(head=head, whole=stream, name=name, for_reading=for_reading)
    kept = vault.keep(stream)
    return TakenIn(sniffed.name[:200], sniffed.media_type, kept.size_bytes, kept.digest, kept.keyed_digest)


@part
def store_file(
    act: Act[Any],
    *,
    taken: TakenIn,
    body: UUID,
    data_class: DataClass = DataClass.INTERNAL,
    is_public: bool = False,
) -> StoredFile:
    """Store the row (保存文件) of bytes that were taken in; from now on they stay. Only public data may be public.

    Raises `RuleViolation` when the bytes were swept away because nobody followed them up for a day.
    """
    if is_public and data_class is not DataClass.PUBLIC:
        raise ValueError(f"a file of class {data_class} cannot be open to everyone")
    if not vault.renew(taken.keyed_digest):
        raise RuleViolation("documents.taken_too_long", "上传的内容已经过期清理，请重新选择文件上传。")
    file = StoredFile(
        body_id=body,
        owner=act.actor.account if isinstance(act.actor, Person) else None,
        name=taken.name,
        media_type=taken.media_type,
        size_bytes=taken.size_bytes,
        digest=taken.digest,
        keyed_digest=taken.keyed_digest,
        data_class=data_class,
        is_public=is_public,
        stored_at=act.at,
    )
    file.save(force_insert=True)
    act.note(file=str(file.pk), digest=taken.digest, size_bytes=taken.size_bytes)
    return file


@part
def add_version(
    act: Act[Any], *, file: StoredFile, title: str, document: UUID | None = None, reason: str = ""
) -> DocumentVersion:
    """Put a file as the next version (版本) of a document of the same body; without one, begin a document.

    The caller has asked access about the document. Versions are numbered from 1 without gaps, also when two arrive
    at once. Raises `Document.DoesNotExist` for a document that is not there or belongs to another body.
    """
    if document is None:
        row = Document(body_id=file.body_id, title=title[:200], latest_number=1)
        row.save(force_insert=True)
    else:
        row = Document.objects.select_for_update(of=("self",)).get(pk=document, body=file.body_id)
        row.change(latest_number=row.latest_number + 1)
    version = DocumentVersion(
        document=row, number=row.latest_number, file=file, reason=reason[:200], made_at=act.at
    )
    version.save(force_insert=True)
    return version


def open_file(*, file: StoredFile) -> BinaryIO:
    """The bytes of a file as a stream, after access has been asked. Raises `RuleViolation` when the disk lost them."""
    try:
        return vault.opened(file.keyed_digest)
    except FileNotFoundError as gone:
        raise RuleViolation(
            "documents.bytes_missing",
            "服务器上找不到这个文件的内容，可能是数据恢复不完整。请把文件名告诉系统管理员，从备份中恢复。",
        ) from gone


def content_of(file: StoredFile) -> bytes:
    """All bytes of a file; for readers and renderers, after access has been asked. Raises as `open_file` does."""
    with open_file(file=file) as stream:
        return stream.read()


def stored_file(file: UUID) -> StoredFile:
    """A file by id, for jobs that were given it by an act. Raises `StoredFile.DoesNotExist`."""
    return StoredFile.objects.get(pk=file)


def sweep(*, keep_younger_than_seconds: float, now: float) -> int:
    """Remove bytes that no row points at (a save was broken off). Returns how many files went."""
    eldest = now - keep_younger_than_seconds
    gone = vault.remove_unfinished(older_than=eldest)
    known = set(StoredFile.objects.values_list("keyed_digest", flat=True).iterator())
    for digest in vault.every_digest():
        if digest not in known:
            gone += vault.remove_unless_renewed(digest, older_than=eldest)
    return gone
