"""The clock: deadlines, seals and sessions depend on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from congress.platform.core import clock
from congress.platform.core.models import Job
from congress.platform.upkeep.contracts import Finding, Level

BUILT = datetime(2026, 1, 1, tzinfo=UTC)
TOLERANCE = timedelta(minutes=5)


def sane(*, at: datetime) -> Finding:
    """Whether the time can be right: after the product was made, with the database's, not before what happened."""
    title = _("系统时间")
    advice = _("请打开时间同步（NTP），校准服务器时间后重新启动平台。")
    if at < BUILT:
        sentence = _("服务器时间是 {at:%Y-%m-%d}，早于平台发布的日期。").format(at=at)
        return Finding("clock", Level.FAILING, title, sentence, advice)
    newest = Job.objects.order_by("-pk").values_list("created_at", flat=True).first()
    if newest is not None and newest > at + TOLERANCE:
        return Finding("clock", Level.FAILING, title, _("服务器时间倒退了：已有的记录比现在还晚。"), advice)
    if settings.CLOCK_MOVABLE:
        sentence = _("这里的时间可以人为调整，只适合演示和测试。")
        return Finding("clock", Level.WARNING, title, sentence, _("正式使用时请去掉 RENDA_CLOCK_MOVABLE。"))
    theirs = Job.objects.annotate(now=Now()).values_list("now", flat=True).first()
    if theirs is not None and abs(theirs - at) > TOLERANCE:
        return Finding("clock", Level.FAILING, title, _("服务器与数据库的时间相差超过五分钟。"), advice)
    return Finding("clock", Level.GOOD, title, _("系统时间正常。"))


def zone() -> list[Finding]:
    """Legal days are counted in China's time."""
    if str(clock.zone()) in ("Asia/Shanghai", "Asia/Urumqi"):
        return []
    return [
        Finding(
            "zone",
            Level.WARNING,
            _("时区"),
            _("时区是 {zone}，法定期限会按它计算。").format(zone=clock.zone()),
            _("请改为 Asia/Shanghai。"),
        )
    ]
