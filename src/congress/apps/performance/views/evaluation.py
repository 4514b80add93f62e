"""Self-evaluation and monitoring of a table, the report's first draft, and figures taken from the platform."""

from __future__ import annotations

from urllib.parse import quote, urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from congress.apps.performance import services
from congress.apps.performance.domain.evaluation_report import report_of
from congress.apps.performance.forms import BROKEN
from congress.apps.performance.forms.evaluation import BindForm, LookForm, RowForm, ScoresForm, TakeForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.evaluation import light_counts, shown_parts
from congress.apps.performance.selectors.evaluation import Evaluation, evaluation_of, row_measures
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.core.refusals import Conflict
from congress.platform.documents.api import render_docx
from congress.standards.errors import RuleViolation
from congress.standards.indicators import performance_scoring

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@needs(P.READ)
def evaluation(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Scores, lights and what is still missing."""
    return _page(request, table_id)


@require_POST
@needs(P.PREPARE)
def record_scores(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Write weights and scores into the table."""
    form = ScoresForm(request.POST)
    if not form.is_valid():
        return _page(request, table_id, refused=str(BROKEN))
    try:
        services.record_scores(actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data)
    except Conflict:
        return _page(request, table_id, refused=_("本表刚刚被他人修改过，没有写入。请看清后再写入一次。"))
    except RuleViolation as refusal:
        return _page(request, table_id, refused=refusal.message)
    asked = urlencode({"scheme": form.cleaned_data["scheme"]})
    return HttpResponseRedirect(f"{reverse('performance:evaluation', args=[table_id])}?{asked}")


@require_POST
@needs(P.PREPARE)
def draft_self_evaluation(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Begin the self-evaluation of a target table and go there."""
    try:
        begun = services.draft_self_evaluation(actor=person_of(request), at=clock.now(), target=table_id)
    except RuleViolation as refusal:
        return _page(request, table_id, refused=refusal.message)
    return HttpResponseRedirect(reverse("performance:review", args=[begun]))


@require_safe
@needs(P.READ)
def evaluation_report(request: HttpRequest, table_id: UUID, number: int) -> HttpResponse:
    """The first draft of the report on one part, as a Word document."""
    found = _evaluation(request, table_id)
    if number >= len(found.parts):
        raise RuleViolation("performance.no_such_part", _("没有这个部分，请返回自评页面重新选择。"))
    part = found.parts[number]
    sheet = report_of(evaluated=part.evaluated, scheme=part.scheme, rules=performance_scoring())
    response = HttpResponse(render_docx(sheet=sheet), content_type=DOCX)
    name = quote(f"{sheet.title}.docx", safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@require_safe
@needs(P.READ)
def measure(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """One indicator and the figures of the platform it could come from."""
    return _measure_page(request, table_id, RowForm(request.GET))


@require_POST
@needs(P.PREPARE)
def bind_measure(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Bind an indicator to a measure."""
    row = RowForm(request.POST)
    if not row.is_valid():
        return _page(request, table_id, refused=str(BROKEN))
    found = row_measures(actor=actor_of(request), table=table_id, row=row.cleaned_data["row"], at=clock.now())
    form = BindForm(request.POST, measures=found.choice)
    if not form.is_valid():
        return _measure_page(request, table_id, row, form=form)
    try:
        services.bind_measure(actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data)
    except RuleViolation as refusal:
        return _measure_page(request, table_id, row, form=form, refused=refusal.message)
    return _to_measure(table_id, row.cleaned_data["row"])


@require_POST
@needs(P.PREPARE)
def unbind_measure(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Fill an indicator by hand again."""
    form = RowForm(request.POST)
    if not form.is_valid():
        return _page(request, table_id, refused=str(BROKEN))
    try:
        services.unbind_measure(
            actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data
        )
    except RuleViolation as refusal:
        return _measure_page(request, table_id, form, refused=refusal.message)
    return _to_measure(table_id, form.cleaned_data["row"])


@require_POST
@needs(P.PREPARE)
def take_measure(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """Take the figure over as the actual value."""
    form = TakeForm(request.POST)
    if not form.is_valid():
        return _page(request, table_id, refused=str(BROKEN))
    try:
        services.take_measure(actor=person_of(request), at=clock.now(), target=table_id, **form.cleaned_data)
    except RuleViolation as refusal:
        return _measure_page(request, table_id, RowForm(request.POST), refused=refusal.message)
    return _to_measure(table_id, form.cleaned_data["row"])


def _evaluation(request: HttpRequest, table_id: UUID) -> Evaluation:
    scheme, month = LookForm(request.GET).chosen()
    return evaluation_of(actor=actor_of(request), table=table_id, scheme=scheme, month=month, at=clock.now())


def _page(request: HttpRequest, table_id: UUID, *, refused: str = "") -> HttpResponse:
    found = _evaluation(request, table_id)
    context = {
        "table": found.table,
        "look": LookForm(initial={"scheme": found.scheme, "month": str(found.month)}),
        "month": found.month,
        "scheme": found.scheme,
        "parts": shown_parts(found),
        "lights": light_counts(found),
        "can_write": found.can_write,
        "can_begin": found.can_begin,
        "begun": found.begun,
        "is_editable": found.standing.is_editable,
        "refused": refused,
    }
    return render(request, "performance/evaluation.html", context, status=422 if refused else 200)


def _measure_page(
    request: HttpRequest, table_id: UUID, row: RowForm, *, form: BindForm | None = None, refused: str = ""
) -> HttpResponse:
    if not row.is_valid():
        return _page(request, table_id, refused=str(BROKEN))
    found = row_measures(actor=actor_of(request), table=table_id, row=row.cleaned_data["row"], at=clock.now())
    chosen = {"row": found.row, "measure": found.bound.binding.measure if found.bound else ""}
    context = {
        "table": found.standing.table,
        "found": found,
        "bound": found.bound,
        "form": form or BindForm(initial=chosen, measures=found.choice),
        "is_editable": found.standing.is_editable,
        "refused": refused,
    }
    status = 422 if refused or form is not None else 200
    return render(request, "performance/measure.html", context, status=status)


def _to_measure(table_id: UUID, row: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        f"{reverse('performance:measure', args=[table_id])}?{urlencode({'row': row})}"
    )
