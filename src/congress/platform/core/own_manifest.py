"""What the ground declares of itself."""

from django.utils.translation import gettext_lazy as _

from congress.platform.core.manifest import Manifest, Permission
from congress.platform.core.permissions import CorePermission

MANIFEST = Manifest(
    name="core",
    title=_("基础"),
    permissions=(
        Permission(CorePermission.OWN_JOBS, _("查看和取消自己的后台工作"), anyone=True),
        Permission(CorePermission.OWN_VIEWS, _("保存自己的列表视图"), anyone=True),
        Permission(CorePermission.SWITCH_APPS, _("启用和停用系统")),
        Permission(CorePermission.RUN_SCHEDULE, _("执行定时任务"), systems=("core.scheduler",)),
    ),
    command_words={
        "core.cancel_job": _("取消后台工作"),
        "core.delete_view": _("删除列表视图"),
        "core.enqueue_due": _("排入定时任务"),
        "core.save_view": _("保存列表视图"),
    },
)
