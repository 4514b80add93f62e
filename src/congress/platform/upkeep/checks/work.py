"""What waits and what failed: jobs, deliveries, the audit trail's tail and its last verification."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from congress.platform.audit.api import last_verification, missing_protection, unsealed_since
from congress.platform.core.models import Job
from congress.platform.events.api import stuck_count
from congress.platform.upkeep.contracts import Finding, Level

LATELY = timedelta(days=1)
PATIENCE = timedelta(minutes=10)
TAIL = timedelta(minutes=30)
UNVERIFIED = timedelta(days=3)


def failed_jobs(*, at: datetime) -> Finding:
    """Jobs that failed within a day."""
    title = _("后台工作")
    failed = Job.objects.filter(state="failed", ended_at__gte=at - LATELY).count()
    if failed:
        return Finding(
            "jobs.failed",
            Level.WARNING,
            title,
            _("一天之内有 {count} 项后台工作没有完成。").format(count=failed),
            _("请在“后台工作”里查看原因，改正后按“再试一次”。"),
        )
    return Finding("jobs.failed", Level.GOOD, title, _("一天之内没有失败的后台工作。"))


def waiting_jobs(*, at: datetime) -> Finding:
    """Jobs that should have begun long ago."""
    title = _("排队的工作")
    late = Job.objects.filter(state="queued", run_after__lt=at - PATIENCE).count()
    if late:
        return Finding(
            "jobs.waiting",
            Level.WARNING,
            title,
            _("有 {count} 项后台工作已等候十分钟以上。").format(count=late),
            _("请检查后台工作进程是否在运行；如果只是积压较多，可以再等一等。"),
        )
    return Finding("jobs.waiting", Level.GOOD, title, _("没有久等的后台工作。"))


def deliveries() -> Finding:
    """Facts that a listener could not take."""
    title = _("系统之间的消息")
    stuck = stuck_count()
    if stuck:
        return Finding(
            "deliveries",
            Level.WARNING,
            title,
            _("有 {count} 条系统之间的消息多次送达失败，已经停下。").format(count=stuck),
            _("消息仍然保留，没有丢失。请在“受阻的消息”里查看原因，处理好以后按“全部再送一次”。"),
        )
    return Finding("deliveries", Level.GOOD, title, _("没有受阻的消息。"))


def trail(*, at: datetime) -> list[Finding]:
    """The trail is sealed in time, verified, sound and protected."""
    return [_sealed(at), _verified(at), _protected()]


def _sealed(at: datetime) -> Finding:
    title = _("审计封存")
    since = unsealed_since(at=at)
    if since is not None and at - since > TAIL:
        return Finding(
            "audit.tail",
            Level.WARNING,
            title,
            _("最早一条未封存的审计记录已有 {count} 分钟。").format(
                count=int((at - since).total_seconds() // 60)
            ),
            _("请检查定时进程和后台工作进程是否在运行。"),
        )
    return Finding("audit.tail", Level.GOOD, title, _("审计记录按时封存。"))


def _verified(at: datetime) -> Finding:
    title = _("审计核验")
    last = last_verification()
    if last is not None and last.fault_count:
        return Finding(
            "audit.faults",
            Level.FAILING,
            title,
            last.sentence,
            _("请不要做其他操作，立即备份数据库和数据目录，再按“审计记录”的“核验”逐条查看。"),
        )
    if last is None or at - last.ended_at > UNVERIFIED:
        sentence = _("审计记录还没有核验过。") if last is None else _("审计记录已有三天以上没有核验。")
        return Finding(
            "audit.faults", Level.WARNING, title, sentence, _("请在“审计记录”的“核验”里核验一次。")
        )
    return Finding("audit.faults", Level.GOOD, title, last.sentence)


def _protected() -> Finding:
    title = _("审计保护")
    missing = missing_protection()
    if missing:
        return Finding(
            "audit.protection",
            Level.FAILING,
            title,
            _("数据库里防止改动审计记录的保护缺少 {count} 项。").format(count=len(missing)),
            _("请查明谁动过数据库，核验审计记录，并联系运维人员恢复。"),
        )
    return Finding("audit.protection", Level.GOOD, title, _("数据库拒绝改动审计记录。"))
