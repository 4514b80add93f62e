"""What the audit trail declares of itself."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congress.platform.audit.permissions import AuditPermission
from congress.platform.audit.selectors import last_verification, verification_runs
from congress.platform.audit.tasks import seal, seal_everything, verify
from congress.platform.core.actors import Actor
from congress.platform.core.manifest import (
    CardContent,
    CardLine,
    Help,
    HomeCard,
    JobKind,
    Manifest,
    MenuEntry,
    Permission,
    RoleTemplate,
    Schedule,
    SubjectKind,
    SubjectView,
)


def _runs(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    address = reverse("audit:verification")
    return {run.pk: SubjectView(str(run), address) for run in verification_runs(actor).filter(pk__in=ids)}


def _card(actor: Actor, at: datetime) -> CardContent:
    """What the last verification said. One query."""
    last = last_verification()
    if last is None:
        return CardContent(empty=gettext("还没有核验过审计记录。"), more_url=reverse("audit:verification"))
    return CardContent(
        lines=(CardLine(last.sentence, note=f"{localtime(last.ended_at):%Y-%m-%d %H:%M}"),),
        figure=f"{last.fault_count:,}",
        figure_label=gettext("处问题"),
        more_url=reverse("audit:verification"),
    )


MANIFEST = Manifest(
    name="audit",
    title=_("审计"),
    permissions=(
        Permission(AuditPermission.READ, _("查看审计记录")),
        Permission(AuditPermission.VERIFY, _("核验审计记录")),
        Permission(AuditPermission.RECORD, _("登记核验结果"), systems=("audit.verify",)),
    ),
    roles=(
        RoleTemplate(
            "audit_administrator",
            _("审计管理员"),
            # the trail keeps ids; whoever reads it must be able to see whose they are
            (AuditPermission.READ, AuditPermission.VERIFY, "identity.read_accounts"),
        ),
    ),
    menu=(
        MenuEntry("audit.trail", _("审计记录"), "audit:trail", "audit", AuditPermission.READ, _("系统"), 900),
    ),
    cards=(HomeCard("audit.state", _("审计核验"), AuditPermission.VERIFY, _card, 900),),
    subjects=(SubjectKind("audit.verification", _("审计核验"), _runs),),
    jobs=(
        JobKind("audit.seal", _("封存审计记录"), seal),
        JobKind("audit.seal_everything", _("封存遗漏的审计记录"), seal_everything),
        JobKind("audit.verify", _("核验审计记录"), verify),
    ),
    schedules=(
        Schedule("audit.seal", "audit.seal", every=timedelta(minutes=5)),
        Schedule("audit.seal_everything", "audit.seal_everything", at=time(1, 50)),
        Schedule("audit.verify", "audit.verify", at=time(2, 10)),
    ),
    help=(Help("audit.trail", _("审计记录与核验"), "audit/help_audit.html", 90),),
    command_words={
        "audit.start_verification": _("核验审计记录"),
        "audit.record_verification": _("登记核验结果"),
    },
)
