"""What documents declares of itself."""

import time
from datetime import time as clock_time

from django.utils.translation import gettext_lazy as _

from congress.platform.core.jobs import JobContext
from congress.platform.core.manifest import JobKind, Manifest, Permission, Schedule
from congress.platform.documents.permissions import DocumentPermission

DAY_SECONDS = 86_400


def _sweep(context: JobContext) -> dict[str, int]:
    from congress.platform.documents.storing import sweep

    return {"removed": sweep(keep_younger_than_seconds=DAY_SECONDS, now=time.time())}


MANIFEST = Manifest(
    name="documents",
    title=_("文件"),
    permissions=(
        Permission(DocumentPermission.READ, _("查看本单位范围内的文件")),
        Permission(DocumentPermission.READ_OWN, _("查看自己上传的文件"), anyone=True),
        Permission(DocumentPermission.READ_PUBLIC, _("查看已公开的文件"), public=True),
    ),
    jobs=(JobKind("documents.sweep", _("清理未完成的上传"), _sweep),),
    schedules=(Schedule("documents.sweep", "documents.sweep", at=clock_time(3, 10)),),
    public_urls=("documents:look", "documents:download", "documents:page_picture"),
)
