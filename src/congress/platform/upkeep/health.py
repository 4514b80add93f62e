"""Health: is everything well just now? Each check stands alone: one that breaks is a finding itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext as _

from congress.platform.upkeep.checks import clocks, database, folders, processes, work
from congress.platform.upkeep.contracts import Finding, Health, Level

KEPT = timedelta(seconds=5)

Check = Callable[[], Finding | list[Finding]]

logger = logging.getLogger(__name__)
_last: Health | None = None


def health(*, at: datetime) -> Health:
    """Look at everything now. While the database is away, only what can be told without it."""
    database_answers = database.answers()
    checks: list[tuple[str, Check]] = [
        ("folder", folders.writable),
        ("disk", folders.room),
        ("ticker", partial(processes.ticker, at=at)),
    ]
    if database_answers.is_good:
        checks += [
            ("worker", partial(processes.worker, at=at)),
            ("jobs.waiting", partial(work.waiting_jobs, at=at)),
            ("jobs.failed", partial(work.failed_jobs, at=at)),
            ("deliveries", work.deliveries),
            ("audit", partial(work.trail, at=at)),
            ("clock", partial(clocks.sane, at=at)),
        ]
    found = [each for code, check in checks for each in looked_at(code, check)]
    return Health(at, (database_answers, *found))


def recent_health(*, at: datetime) -> Health:
    """Health as it was within the last seconds: who asks again and again costs nothing."""
    global _last
    if _last is None or not timedelta() <= at - _last.at < KEPT:
        _last = health(at=at)
    return _last


def glance(*, at: datetime) -> list[Finding]:
    """The few things a card on the home page tells; two queries."""
    checks: list[tuple[str, Check]] = [
        ("disk", folders.room),
        ("ticker", partial(processes.ticker, at=at)),
        ("worker", partial(processes.worker, at=at)),
        ("jobs.failed", partial(work.failed_jobs, at=at)),
    ]
    return [each for code, check in checks for each in looked_at(code, check)]


def looked_at(code: str, check: Check) -> list[Finding]:
    """A check's findings; a check that breaks is logged and is a finding of its own."""
    try:
        found = check()
    except Exception as broken:
        logger.exception("the check %s broke", code)
        sentence = _("“{code}”这一项没有查成（{kind}）。").format(code=code, kind=type(broken).__name__)
        return [Finding(code, Level.FAILING, _("检查"), sentence, _("请查看日志，或把它交给运维人员。"))]
    return found if isinstance(found, list) else [found]
