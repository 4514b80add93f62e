"""Imports: sending a file, looking at what was found, letting it come in, giving up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.organisation import selectors, services
from congress.platform.organisation.forms import ImportForm, VersionForm
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.presenters.imports import import_context, import_crumbs, is_under_way
from congress.platform.organisation.presenters.lists import IMPORTS
from congress.platform.organisation.presenters.tree import indented
from congress.platform.organisation.selectors.bodies import in_tree_order
from congress.platform.organisation.selectors.imports import import_for, imports
from congress.platform.organisation.views.files import attached
from congress.platform.organisation.workbooks import MOST_BYTES, faults_workbook
from congress.platform.organisation.workbooks.exporting import blank_workbook
from congress.standards.errors import RuleViolation

BLANKS = {"bodies": gettext_lazy("机构树 空表.xlsx"), "people": gettext_lazy("人员 空表.xlsx")}


@require_safe
@needs(P.IMPORT)
def import_list(request: HttpRequest) -> HttpResponseBase:
    """Every import one may look at."""
    rows = imports(actor=actor_of(request))
    return show_list(request, queryset=rows, spec=IMPORTS, template="organisation/imports.html")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.IMPORT)
def new_import(request: HttpRequest) -> HttpResponse:
    """Send a table."""
    actor = actor_of(request)
    possible = selectors.bodies(actor=actor, verb=P.IMPORT).filter(active_until__isnull=True)
    offered = indented(in_tree_order(possible))
    initial = {
        "kind": request.GET.get("kind", "bodies"),
        "body": request.GET.get("body", offered[0][0] if offered else ""),
    }
    form = ImportForm(request.POST or None, request.FILES or None, bodies=offered, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return HttpResponseRedirect(reverse("organisation:import", args=[_received(request, form)]))
            except RuleViolation as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    context = {
        "form": form,
        "max_bytes": MOST_BYTES,
        "has_bodies": bool(offered),
        "crumbs": import_crumbs(_("导入文件")),
    }
    return render(request, "organisation/new_import.html", context, status=status)


@require_safe
@needs(P.IMPORT)
def show_import(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One import: how far it is, what was found, what came of it."""
    return _show(request, plan_id)


@require_safe
@needs(P.IMPORT)
def import_part(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The progress alone, asked for again while something happens; then the page comes anew."""
    plan = import_for(actor=actor_of(request), plan=plan_id)
    context = import_context(request, plan)
    if not is_under_way(plan) or context["is_stuck"]:
        return HttpResponse(headers={"HX-Redirect": reverse("organisation:import", args=[plan_id])})
    return render(request, "organisation/import_part.html", context)


@require_POST
@needs(P.IMPORT)
def start_import(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Let the good rows come in, or let an import go on that broke off."""
    return _act(request, plan_id, services.start_import)


@require_POST
@needs(P.IMPORT)
def drop_import(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Give an import up."""
    return _act(request, plan_id, services.drop_import)


@require_safe
@needs(P.IMPORT)
def import_faults(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Every fault as a file, to work through beside the table."""
    plan = import_for(actor=actor_of(request), plan=plan_id)
    return attached(faults_workbook(faults=plan.faults), _("问题清单.xlsx"))


@require_safe
@needs(P.IMPORT)
def blank_table(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty table to be filled in."""
    if kind not in BLANKS:
        raise Http404
    return attached(blank_workbook(kind=kind), str(BLANKS[kind]))


def _received(request: HttpRequest, form: ImportForm) -> UUID:
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        message = _("文件超过 {most} MB，请分成几份分别导入。").format(most=MOST_BYTES // 1024**2)
        raise RuleViolation("organisation.file_too_large", message, field="file")
    return services.receive_file(
        actor=person_of(request),
        at=clock.now(),
        target=UUID(form.cleaned_data["body"]),
        kind=form.cleaned_data["kind"],
        file_name=file.name,
        content=file.read(),
    )


def _act(request: HttpRequest, plan_id: UUID, service: Any) -> HttpResponse:
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        service(actor=person_of(request), at=clock.now(), target=plan_id, version=version)
    except RuleViolation as refusal:
        return _show(request, plan_id, refused=refusal.message)
    return HttpResponseRedirect(reverse("organisation:import", args=[plan_id]))


def _show(request: HttpRequest, plan_id: UUID, *, refused: str = "") -> HttpResponse:
    plan = import_for(actor=actor_of(request), plan=plan_id)
    context = {**import_context(request, plan), "refused": refused}
    return render(request, "organisation/import.html", context, status=422 if refused else 200)
