"""A unit's own part of a round: fill, report, evidence, and the same in a workbook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.apps.performance import services
from congress.apps.performance.domain.filling_sheets import SheetRow, read_sheet
from congress.apps.performance.domain.rounds import RoundKind, RowsRefused, UnitState, is_overdue
from congress.apps.performance.forms import BROKEN, VersionForm
from congress.apps.performance.forms.rounds import EvidenceForm, FillForm, RemoveForm, SheetForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.filling import part_data, shown_lines
from congress.apps.performance.presenters.rounds import DUTIES
from congress.apps.performance.presenters.workbooks import filling_workbook
from congress.apps.performance.selectors import rounds as rounds_read
from congress.apps.performance.selectors.rounds import Part
from congress.apps.performance.views.uploading import within_upload_limits
from congress.platform.core import clock
from congress.platform.core.drafts import draft_of
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.core.refusals import Conflict
from congress.platform.documents.api import read_source, sniff, take_in
from congress.standards.errors import RuleViolation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_SHEET_BYTES = 8 * 1024 * 1024
CHANGED = "您打开本页之后，本单位的填报已被他人修改，所以没有保存。您填的内容还在，请对照后再保存。"


@require_safe
@needs(P.FILL)
def duty_list(request: HttpRequest) -> HttpResponseBase:
    """Everything the person's units have to fill."""
    queryset = rounds_read.duties(actor=actor_of(request))
    return show_list(request, queryset=queryset, spec=DUTIES, template="performance/duties.html", context={})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.FILL)
def duty(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Fill the unit's rows; one button saves, the other saves and reports."""
    found = rounds_read.duty_for(actor=actor_of(request), part=part_id)
    if request.method != "POST":
        return _page(request, found, _form(request, found))
    form = FillForm(request.POST, kind=found.round.asks_for, rows=[each.row for each in found.rows])
    if not form.is_valid():
        return _page(request, found, form, refused=_("有的内容太长或不完整，没有保存。请按提示修改。"))
    given: dict[str, Any] = {"version": form.cleaned_data["version"], "answers": form.answers}
    act: Any = services.fill_rows
    if "report" in request.POST:
        act, given["note"] = services.report_unit, form.cleaned_data["note"]
    try:
        act(actor=person_of(request), at=clock.now(), target=part_id, **given)
    except Conflict:
        now = rounds_read.duty_for(actor=actor_of(request), part=part_id)
        form.data = {**form.data.dict(), "version": str(now.part.version)}  # type: ignore[attr-defined]
        return _page(request, now, form, refused=_(CHANGED), is_conflict=True)
    except RowsRefused as refusal:
        form.refuse(refusal.rows)
        return _page(request, found, form, refused=refusal.message)
    except RuleViolation as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _page(request, found, form, refused=refusal.message)
    return _to(part_id)


@require_POST
@needs(P.FILL)
def recall(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """Take the report back that nobody has dealt with yet."""
    form, refused = VersionForm(request.POST), str(BROKEN)
    if form.is_valid():
        try:
            services.recall_report(
                actor=person_of(request), at=clock.now(), target=part_id, **form.cleaned_data
            )
            return _to(part_id)
        except Conflict:
            refused = _("刚才已有变化，没有撤回。下面是现在的情况。")
        except RuleViolation as refusal:
            refused = refusal.message
    found = rounds_read.duty_for(actor=actor_of(request), part=part_id)
    return _page(request, found, _form(request, found), refused=refused)


@require_safe
@needs(P.FILL)
def duty_workbook(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """The unit's own rows as a workbook to be filled in."""
    found = rounds_read.duty_for(actor=actor_of(request), part=part_id)
    response = HttpResponse(filling_workbook(found), content_type=XLSX)
    name = f"{found.round.title}-{found.part.unit.name}.xlsx"
    response.headers["Content-Disposition"] = _attached(name)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.FILL)
@within_upload_limits
def duty_sheet(request: HttpRequest, part_id: UUID) -> HttpResponse:
    """A filled workbook comes back: all of it is stored, or nothing, with what is wrong line by line."""
    found = rounds_read.duty_for(actor=actor_of(request), part=part_id)
    if request.method != "POST":
        return _sheet_page(request, found, SheetForm(initial={"version": found.part.version}))
    form = SheetForm(request.POST, request.FILES)
    faults: list[tuple[int, str]] = []
    if form.is_valid():
        try:
            faults = _stored_sheet(request, found, form)
            if not faults:
                return _to(part_id)
        except Conflict:
            form.add_error(
                None, _("您打开本页之后，本单位的填报已被他人修改。请重新下载填报表，填好后再上传。")
            )
        except RuleViolation as refusal:
            form.add_error("file", refusal.message)
    return _sheet_page(request, found, form, faults=faults, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.FILL)
@within_upload_limits
def row_evidence(request: HttpRequest, part_id: UUID, row_id: UUID) -> HttpResponse:
    """The evidence of one row: what is there, and more of it, also straight from a telephone's camera."""
    if request.method != "POST":
        return _evidence_page(request, part_id, row_id, EvidenceForm())
    rounds_read.own_row(actor=actor_of(request), part=part_id, row=row_id)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            files = [
                take_in(content=each.file, name=each.name, for_reading=False)
                for each in form.cleaned_data["file"]
            ]
            services.attach_evidence(
                actor=person_of(request),
                at=clock.now(),
                target=part_id,
                row=row_id,
                files=files,
                title=form.cleaned_data["title"],
            )
            return HttpResponseRedirect(reverse("performance:row_evidence", args=[part_id, row_id]))
        except RuleViolation as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "file", refusal.message)
    return _evidence_page(request, part_id, row_id, form, status=422)


@require_POST
@needs(P.FILL)
def remove_evidence(request: HttpRequest, part_id: UUID, row_id: UUID) -> HttpResponse:
    """Take a file off a row."""
    form, refused = RemoveForm(request.POST), str(BROKEN)
    if form.is_valid():
        try:
            services.remove_evidence(
                actor=person_of(request), at=clock.now(), target=part_id, **form.cleaned_data
            )
            return HttpResponseRedirect(reverse("performance:row_evidence", args=[part_id, row_id]))
        except RuleViolation as refusal:
            refused = refusal.message
    return _evidence_page(request, part_id, row_id, EvidenceForm(), status=422, refused=refused)


@require_safe
@needs(P.FILL)
def duty_data(request: HttpRequest, part_id: UUID) -> JsonResponse:
    """The unit's own rows as data."""
    found = rounds_read.duty_for(actor=actor_of(request), part=part_id)
    return JsonResponse(part_data(found), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _form(request: HttpRequest, found: Part) -> FillForm:
    """The unit's rows as stored, or as the person had typed them before leaving the page."""
    initial: dict[str, Any] = {"version": found.part.version, "note": found.part.report_note}
    draft = (
        draft_of(account=person_of(request).account, key=found.part.draft_key) if found.is_fillable else None
    )
    form = FillForm(initial=initial, kind=found.round.asks_for, rows=[each.row for each in found.rows])
    form.resume(draft.data if draft else {})
    return form


def _page(
    request: HttpRequest, found: Part, form: FillForm, *, refused: str = "", is_conflict: bool = False
) -> HttpResponse:
    part = found.part
    context = {
        "part": part,
        "round": found.round,
        "kind": found.round.asks_for,
        "state": part.stands_at,
        "form": form,
        "lines": shown_lines(found, form, is_conflict=is_conflict, is_resumed=form.is_resumed),
        "gaps": found.gaps,
        "is_fillable": found.is_fillable,
        "may_recall": found.round.stands_at == "open" and part.stands_at is UnitState.REPORTED,
        "is_overdue": is_overdue(state=part.stands_at, due=part.due_on, today=clock.today()),
        "with_evidence": found.round.asks_for is RoundKind.ACTUALS,
        "reporter": found.people.get(part.reported_by, "") if part.reported_by else "",
        "refused": refused,
    }
    return render(request, "performance/duty.html", context, status=422 if refused else 200)


def _stored_sheet(request: HttpRequest, found: Part, form: SheetForm) -> list[tuple[int, str]]:
    """Store what a sheet says, or tell what is wrong with it, by line."""
    content = form.cleaned_data["file"].read(MOST_SHEET_BYTES + 1)
    if len(content) > MOST_SHEET_BYTES:
        raise RuleViolation(
            "performance.sheet_too_large", _("文件超过 8 MB，不像是填报表。请重新下载后再填。")
        )
    media_type = sniff(head=content[:8192], whole=content, name=form.cleaned_data["file"].name).media_type
    if media_type != XLSX:
        raise RuleViolation(
            "performance.sheet_not_xlsx", _("请上传 Excel 文件（xlsx）。其他格式请另存为 xlsx。")
        )
    rows = [SheetRow(each.row.pk, each.row.number, each.row.name) for each in found.rows]
    sheet = read_sheet(
        source=read_source(content=content, media_type=media_type), kind=found.round.asks_for, rows=rows
    )
    if sheet.faults:
        return list(sheet.faults)
    try:
        services.fill_rows(
            actor=person_of(request),
            at=clock.now(),
            target=found.part.pk,
            version=form.cleaned_data["version"],
            answers=sheet.answers,
        )
    except RowsRefused as refusal:
        return sorted((sheet.lines[pk], sentence) for pk, sentence in refusal.rows.items())
    return []


def _sheet_page(
    request: HttpRequest,
    found: Part,
    form: SheetForm,
    *,
    faults: list[tuple[int, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "part": found.part,
        "round": found.round,
        "form": form,
        "faults": faults or [],
        "is_fillable": found.is_fillable,
        "max_bytes": MOST_SHEET_BYTES,
    }
    return render(request, "performance/duty_sheet.html", context, status=status)


def _evidence_page(
    request: HttpRequest,
    part_id: UUID,
    row_id: UUID,
    form: EvidenceForm,
    *,
    status: int = 200,
    refused: str = "",
) -> HttpResponse:
    found, standing = rounds_read.own_row(actor=actor_of(request), part=part_id, row=row_id)
    context = {
        "part": found.part,
        "round": found.round,
        "row": standing.row,
        "evidence": standing.evidence,
        "form": form,
        "is_fillable": found.is_fillable,
        "max_bytes": settings.UPLOAD_LIMIT_BYTES,
        "refused": refused,
    }
    return render(request, "performance/row_evidence.html", context, status=status)


def _to(part: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("performance:duty", args=[part]))


def _attached(name: str) -> str:
    from urllib.parse import quote

    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
