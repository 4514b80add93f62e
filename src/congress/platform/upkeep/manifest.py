"""What upkeep declares of itself."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congress.platform.core.actors import Actor
from congress.platform.core.manifest import (
    CardContent,
    CardLine,
    Help,
    HomeCard,
    Manifest,
    MenuEntry,
    Permission,
    RoleTemplate,
)
from congress.platform.upkeep.health import glance
from congress.platform.upkeep.permissions import UpkeepPermission


def _card(actor: Actor, at: datetime) -> CardContent:
    """What needs looking after; two queries."""
    faults = [each for each in glance(at=at) if not each.is_good]
    return CardContent(
        lines=tuple(CardLine(each.sentence, url=reverse("upkeep:state")) for each in faults),
        figure=str(len(faults)) if faults else "",
        figure_label=gettext("项需要处理") if faults else "",
        empty=gettext("运行正常，不需要处理。"),
        more_url=reverse("upkeep:state"),
    )


MANIFEST = Manifest(
    name="upkeep",
    title=_("运行"),
    permissions=(
        Permission(UpkeepPermission.READ, _("查看运行状况和后台工作")),
        Permission(UpkeepPermission.TEND, _("处理后台工作")),
    ),
    roles=(
        RoleTemplate(
            "operations_administrator",
            _("运维管理员"),
            (UpkeepPermission.READ, UpkeepPermission.TEND, "search.rebuild"),
        ),
    ),
    menu=(
        MenuEntry(
            "upkeep.state", _("运行状况"), "upkeep:state", "settings", UpkeepPermission.READ, _("系统"), 910
        ),
    ),
    cards=(HomeCard("upkeep.state", _("运行状况"), UpkeepPermission.READ, _card, 910),),
    help=(Help("upkeep.state", _("运行状况与后台工作"), "upkeep/help_upkeep.html", 95),),
    public_urls=("upkeep:health",),
    command_words={
        "upkeep.retry_deliveries": _("重送受阻的消息"),
        "upkeep.retry_job": _("重试后台工作"),
    },
)
