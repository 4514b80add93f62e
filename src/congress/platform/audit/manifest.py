"""What the audit trail declares of itself."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from congress.platform.audit.permissions import AuditPermission
from congress.platform.audit.sealing import seal_rows
from congress.platform.core import clock
from congress.platform.core.jobs import JobContext
from congress.platform.core.manifest import JobKind, Manifest, MenuEntry, Permission, RoleTemplate, Schedule


def _seal(context: JobContext) -> dict[str, int]:
    return {"sealed": seal_rows(at=clock.now())}


MANIFEST = Manifest(
    name="audit",
    title=_("审计"),
    permissions=(
        Permission(AuditPermission.READ, _("查看审计记录")),
        Permission(AuditPermission.VERIFY, _("核验审计记录")),
    ),
    roles=(RoleTemplate("audit_administrator", _("审计管理员"), (AuditPermission.READ, AuditPermission.VERIFY)),),
    menu=(
        MenuEntry("audit.trail", _("审计记录"), "audit:trail", "audit", AuditPermission.READ, _("系统"), 900),
    ),
    jobs=(JobKind("audit.seal", _("封存审计记录"), _seal),),
    schedules=(Schedule("audit.seal", "audit.seal", every=timedelta(minutes=5)),),
)
