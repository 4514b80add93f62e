"""Reading files for pages."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.platform.documents.models import StoredFile
from congress.platform.documents.permissions import DocumentPermission

NOT_THERE = "没有找到这个文件，或者您没有权限打开它。"

# Whatever is inside, a browser only ever shows it as what we said it is, and runs nothing of it.
SEALED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; sandbox",
}


def file_for(*, actor: Actor, file: UUID) -> StoredFile:
    """A file the actor may read: by a role, as its owner, or because it is public. Raises `Refused`."""
    rows = StoredFile.objects.filter(pk=file)
    found = (
        visible(rows, actor, DocumentPermission.READ_PUBLIC)
        | visible(rows, actor, DocumentPermission.READ_OWN)
        | visible(rows, actor, DocumentPermission.READ)
    ).first()
    if found is None:
        raise Refused(permission=DocumentPermission.READ, reason=NOT_THERE)
    return found


def same_bytes(*, digest: str, body: UUID) -> list[UUID]:
    """The files of a body whose bytes have a digest, newest first. One query.

    Asks nobody's permission, so show only what `visible` finds by these ids.
    """
    rows = StoredFile.objects.filter(body=body, digest=digest).order_by("-stored_at", "-pk")
    return list(rows.values_list("pk", flat=True))


def attachment_headers(*, file: StoredFile) -> dict[str, str]:
    """The headers under which a file is handed out: its type, its readable name, and that nothing of it may run."""
    return {
        **SEALED,
        "Content-Type": file.media_type,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
    }
