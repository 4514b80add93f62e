"""The processes beside the web server: each must have given a sign of life a moment ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from congress.platform.core.models import Job
from congress.platform.upkeep.beats import Beat, beats
from congress.platform.upkeep.contracts import Finding, Level

SILENCE = timedelta(seconds=30)


def worker(*, at: datetime) -> Finding:
    """The worker delivers events and runs jobs; a job it keeps alive counts as a sign of life."""
    kept_alive = Job.objects.filter(state="running").aggregate(last=Max("heartbeat_at"))["last"]
    return _alive(
        "worker",
        _("后台工作进程"),
        _("文件读取、通知、检索更新都会停住。"),
        [*(each.at for each in _of("worker")), *([kept_alive] if kept_alive else [])],
        at,
    )


def ticker(*, at: datetime) -> Finding:
    """The ticker queues what the schedules say is due."""
    return _alive(
        "ticker",
        _("定时进程"),
        _("审计封存、到期提醒等定时任务都会停住。"),
        [each.at for each in _of("ticker")],
        at,
    )


def _of(kind: str) -> list[Beat]:
    return [each for each in beats() if each.process == kind or each.process.startswith(f"{kind}-")]


def _alive(code: str, title: str, loss: str, signs: list[datetime], at: datetime) -> Finding:
    advice = _("请用 congress serve 启动平台，或重新启动这个进程，并查看它的日志。")
    if not signs:
        return Finding(code, Level.FAILING, title, _("{title}没有运行。").format(title=title) + loss, advice)
    silent = at - max(signs)
    if silent > SILENCE:
        sentence = _("{title}已有 {count} 秒没有动静。").format(
            title=title, count=int(silent.total_seconds())
        )
        return Finding(code, Level.FAILING, title, sentence + loss, advice)
    return Finding(code, Level.GOOD, title, _("{title}正常运行。").format(title=title))
