"""An import as its page prints it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.platform.core.models import Job
from congress.platform.organisation.domain.persons import GENDERS
from congress.platform.organisation.models import ImportPlan
from congress.platform.organisation.presenters.bodies import kind_name, level_name
from congress.platform.organisation.presenters.lists import IMPORT_TONES
from congress.platform.organisation.selectors.imports import first_rows, job_of
from congress.standards.values import PhoneNumber

UNDER_WAY = ("received", "running", "closing", "dropping")
ROWS_SHOWN, FAULTS_SHOWN = 50, 200
STEPS = (gettext_lazy("上传"), gettext_lazy("检查"), gettext_lazy("确认"), gettext_lazy("写入"))
STEP_OF = {"received": 1, "unreadable": 1, "checked": 2, "running": 3, "closing": 3, "done": 4}


def is_under_way(plan: ImportPlan) -> bool:
    """Whether something happens by itself."""
    return plan.state in UNDER_WAY


def import_context(request: HttpRequest, plan: ImportPlan) -> dict[str, Any]:
    """Everything the page prints for the state the import is in."""
    job = job_of(plan)
    alive = job is not None and job.state in ("queued", "running")
    context: dict[str, Any] = {
        "plan": plan,
        "crumbs": import_crumbs(str(plan)),
        "tone": IMPORT_TONES[plan.state],
        "is_under_way": is_under_way(plan),
        "is_stuck": is_under_way(plan) and not alive,
        "job_message": "" if job is None or alive else job.message,
        "progress": _progress(request, plan, job),
        "steps": _steps(plan),
        "faults": plan.faults[:FAULTS_SHOWN],
        "faults_left": max(0, len(plan.faults) - FAULTS_SHOWN),
        "drop_url": reverse("organisation:drop_import", args=[plan.pk]),
        "may_drop": plan.state in ("received", "checked", "running"),
    }
    if plan.state == "checked":
        new, changed = first_rows(plan, "new", ROWS_SHOWN), first_rows(plan, "changed", ROWS_SHOWN)
        context |= {
            "new_rows": [_new_row(plan, row) for row in new],
            "new_left": plan.new_count - len(new),
            "changed_rows": sorted(changed, key=lambda row: int(row["row"])),
            "changed_left": plan.changed_count - len(changed),
            "good_count": plan.new_count + plan.changed_count,
        }
    return context


def import_crumbs(title: str) -> list[dict[str, str]]:
    """Home, the imports, and the page itself."""
    return [
        {"title": _("首页"), "url": "/"},
        {"title": _("成批导入"), "url": reverse("organisation:imports")},
        {"title": title, "url": ""},
    ]


def _new_row(plan: ImportPlan, row: dict[str, Any]) -> dict[str, Any]:
    """A new row in words: telephones masked."""
    if plan.kind == "bodies":
        note = f"{kind_name(row['kind'])} · {level_name(row['level'])}"
        return {"row": row["row"], "name": row["name"], "where": row["parent"] or "", "note": note}
    phone = PhoneNumber(row["phone"]).masked if row["phone"] else ""
    seat = _("代表：{unit}").format(unit=row["seat"]["electing_unit"]) if row["seat"] else ""
    note = " · ".join(each for each in (GENDERS.get(row["gender"], ""), phone, seat) if each)
    return {"row": row["row"], "name": row["name"], "where": "", "note": note}


def _steps(plan: ImportPlan) -> list[dict[str, Any]]:
    reached = STEP_OF.get(plan.state, 0)
    states = []
    for number, title in enumerate(STEPS):
        state = "done" if number < reached else "current" if number == reached else "todo"
        states.append({"title": title, "state": state})
    return states


def _progress(request: HttpRequest, plan: ImportPlan, job: Job | None) -> dict[str, Any]:
    """The job as the progress element prints it."""
    words = {
        "received": _("正在检查文件"),
        "running": _("正在写入"),
        "closing": _("正在收尾"),
        "dropping": _("正在放弃，清除没有生效的行"),
    }
    return {
        "id": plan.pk,
        "title": words.get(plan.state, str(plan)),
        "state": "waiting" if job is not None and job.state == "queued" else "running",
        "done": job.done if job is not None else 0,
        "total": job.total if job is not None and plan.state in ("running", "closing") else None,
        "message": job.message if job is not None and plan.state in ("running", "closing") else "",
        "poll_url": reverse("organisation:import_part", args=[plan.pk]),
        "cancel_url": reverse("organisation:drop_import", args=[plan.pk])
        if plan.state in ("received", "running")
        else "",
        "csrf_token": get_token(request),
    }
