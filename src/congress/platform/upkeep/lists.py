"""The list of background work."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.platform.core.lists import Column, Empty, Filter, ListSpec
from congress.platform.core.models import Job
from congress.platform.core.registry import job_kinds

TONES = {"queued": "neutral", "running": "info", "done": "good", "failed": "bad", "cancelled": "neutral"}


def _in_state(rows: QuerySet[Job], value: str) -> QuerySet[Job]:
    return rows.filter(state=value)


def _of_kind(rows: QuerySet[Job], value: str) -> QuerySet[Job]:
    return rows.filter(kind=value)


def _states() -> list[tuple[str, str]]:
    return [
        ("failed", "未能完成"),
        ("queued", "等待中"),
        ("running", "进行中"),
        ("done", "已完成"),
        ("cancelled", "已取消"),
    ]


def _kinds() -> list[tuple[str, str]]:
    return sorted(((kind, str(each.title)) for kind, each in job_kinds().items()), key=lambda each: each[1])


def _progress(row: Any) -> str:
    return f"{row.percent} %" if row.percent is not None else ""


JOBS = ListSpec(
    name="upkeep.jobs",
    title=_("后台工作"),
    columns=(
        Column("title", _("工作"), "title", url=lambda row: reverse("upkeep:job", args=[row.pk])),
        Column(
            "state",
            _("状态"),
            lambda row: row.get_state_display(),
            sort="state",
            mark=lambda row: TONES[row.state],
        ),
        Column("progress", _("进度"), _progress, align="end"),
        Column("created_at", _("提交时间"), "created_at", sort="created_at"),
        Column("ended_at", _("结束时间"), "ended_at", sort="ended_at"),
        Column("attempts", _("已试次数"), "attempts", sort="attempts", align="end"),
        Column("message", _("说明"), "message"),
    ),
    order=("-created_at", "-pk"),
    filters=(
        Filter("state", _("状态"), _in_state, choices=_states),
        Filter("kind", _("种类"), _of_kind, choices=_kinds),
    ),
    search=("title__icontains",),
    search_hint=_("工作名称"),
    empty=Empty(_("没有后台工作"), _("读取文件、核验审计等较长的工作会列在这里。")),
)
