"""Tables side by side: choosing them, the matrix, the file of it, and what a row is in another table."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congress.apps.performance import selectors, services
from congress.apps.performance.forms import JudgeForm, PickForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.comparing import compare_url, match_url
from congress.apps.performance.presenters.comparing_page import choice_context, matrix_context, row_context
from congress.apps.performance.presenters.comparing_sheet import comparison_sheet
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.documents.api import render_xlsx
from congress.standards.errors import RuleViolation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs(P.READ)
def compare(request: HttpRequest) -> HttpResponse:
    """The tables that were asked for side by side; with fewer than two, the page to choose them."""
    asked = selectors.asked_columns(request.GET.getlist("t"))
    refused = ""
    if len(asked) > 1:
        try:
            found = selectors.side_by_side(actor=actor_of(request), asked=asked)
            only_changed = request.GET.get("only") == "changed"
            return render(
                request, "performance/compare.html", matrix_context(found, only_changed=only_changed)
            )
        except RuleViolation as violation:
            refused = violation.message
    form = PickForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    offered = selectors.offered(
        actor=actor_of(request), asked=asked, words=wanted.get("words", ""), year=wanted.get("year")
    )
    if "go" in request.GET and len(asked) < 2 and not offered.with_projects:
        refused = _("请至少选两张表，再点“比较”。")
    context = {**choice_context(offered, asked), "form": form, "refused": refused}
    return render(request, "performance/compare_choose.html", context, status=422 if refused else 200)


@require_safe
@needs(P.READ)
def compare_file(request: HttpRequest) -> HttpResponse:
    """The comparison as a workbook: every row with its figures, and what is worth a look."""
    found = selectors.side_by_side(
        actor=actor_of(request), asked=selectors.asked_columns(request.GET.getlist("t"))
    )
    response = HttpResponse(render_xlsx(sheet=comparison_sheet(found)), content_type=XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote('绩效目标比较.xlsx')}"
    return response


@require_safe
@needs(P.READ)
def compare_row(request: HttpRequest) -> HttpResponse:
    """One row in all columns: how it was matched, and what else it could be."""
    return _row(request, request.GET.getlist("t"), request.GET.get("row", ""))


@require_POST
@needs(P.PREPARE)
def judge(request: HttpRequest) -> HttpResponse:
    """Say that two rows are the same thing, that they are not, or take that back."""
    keys, key = request.POST.getlist("t"), request.POST.get("at", "")
    form = JudgeForm(request.POST)
    try:
        if not form.is_valid():
            raise RuleViolation("performance.broken_form", _("提交的内容不完整，请刷新页面后再试。"))
        given = dict(form.cleaned_data)
        verdict = given.pop("verdict")
        if verdict == "withdraw":
            services.withdraw_judgement(actor=person_of(request), at=clock.now(), **given)
        else:
            same = verdict == "same"
            services.judge_rows(actor=person_of(request), at=clock.now(), is_same=same, **given)
    except RuleViolation as violation:
        return _row(request, keys, key, refused=violation.message)
    return HttpResponseRedirect(match_url(keys, key))


def _row(request: HttpRequest, keys: list[str], key: str, *, refused: str = "") -> HttpResponse:
    found = selectors.side_by_side(actor=actor_of(request), asked=selectors.asked_columns(keys))
    row = selectors.row_of(found, key)
    if row is None:  # a judgement has moved it into another line
        return HttpResponseRedirect(compare_url(keys))
    is_whole = "all" in request.GET
    context = {**row_context(found, row, is_whole=is_whole), "refused": refused}
    return render(request, "performance/compare_row.html", context, status=422 if refused else 200)
