"""Reading files for pages."""

from __future__ import annotations

from uuid import UUID

from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.core.refusals import Refused
from congress.platform.documents.models import StoredFile
from congress.platform.documents.permissions import DocumentPermission

NOT_THERE = "没有找到这个文件，或者您没有权限打开它。"


def file_for(*, actor: Actor, file: UUID) -> StoredFile:
    """A file the actor may read: by a role, as its owner, or because it is public. Raises `Refused`."""
    for verb in (DocumentPermission.READ_PUBLIC, DocumentPermission.READ):
        found = visible(StoredFile.objects.filter(pk=file), actor, verb).first()
        if found is not None:
            return found
    raise Refused(permission=DocumentPermission.READ, reason=NOT_THERE)
