"""What search declares of itself."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from congress.platform.core.manifest import JobKind, Manifest, Permission, Schedule
from congress.platform.search.permissions import SearchPermission
from congress.platform.search.tasks import catch_up, rebuild

MANIFEST = Manifest(
    name="search",
    title=_("检索"),
    permissions=(
        Permission(SearchPermission.REBUILD, _("重建检索索引"), systems=("console",)),
        Permission(SearchPermission.CUT, _("续建检索索引"), systems=("search.catch_up", "search.rebuild")),
    ),
    jobs=(
        JobKind("search.catch_up", _("续建检索索引"), catch_up),
        JobKind("search.rebuild", _("重建检索索引"), rebuild),
    ),
    schedules=(Schedule("search.catch_up", "search.catch_up", every=timedelta(minutes=10)),),
    command_words={
        "search.start_rebuild": _("重建检索索引"),
        "search.cut_chunks": _("续建检索索引"),
    },
)
