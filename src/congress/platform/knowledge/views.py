"""Pages of the dictionary: the list, everything known under a key, entering, correcting, retiring, restoring."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.platform.core import clock
from congress.platform.core.commands import NOT_THERE
from congress.platform.core.lists import show_list
from congress.platform.core.pages import actor_of, held_verbs, needs, person_of
from congress.platform.core.refusals import Refused
from congress.platform.knowledge import selectors, services
from congress.platform.knowledge.forms import (
    SHAPES,
    EntryForm,
    RetireForm,
    VersionForm,
    initial_of_entry,
    shape_of,
)
from congress.platform.knowledge.kinds import KINDS
from congress.platform.knowledge.lists import DICTIONARY, EXPORTED
from congress.platform.knowledge.models import Entry
from congress.platform.knowledge.permissions import KnowledgePermission
from congress.platform.knowledge.rows import Rows
from congress.standards.errors import RuleViolation


@require_safe
@needs(KnowledgePermission.READ)
def dictionary(request: HttpRequest) -> HttpResponseBase:
    """Everything known: what ships and what the place entered."""
    rows = Rows(selectors.dictionary(actor_of(request), on=clock.today()))
    return show_list(
        request,
        queryset=cast("QuerySet[Any]", rows),
        spec=EXPORTED if request.GET.get("export") else DICTIONARY,
        template="knowledge/dictionary.html",
        context={"may_edit": KnowledgePermission.EDIT in held_verbs(request)},
    )


@require_safe
@needs(KnowledgePermission.READ)
def known(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Everything ever known under a key, and where it comes from."""
    return _show(request, kind, key)


@require_safe
@needs(KnowledgePermission.EDIT)
def choose_shape(request: HttpRequest) -> HttpResponse:
    """Which kind of knowledge to enter."""
    return render(request, "knowledge/choose.html", {"shapes": list(SHAPES.values())})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(KnowledgePermission.EDIT)
def add(request: HttpRequest, shape: str) -> HttpResponse:
    """Enter a piece of knowledge."""
    if shape not in SHAPES:
        raise Refused(permission=KnowledgePermission.EDIT, reason=NOT_THERE)
    form = SHAPES[shape](
        request.POST if request.method == "POST" else None, initial=_suggested(request, shape)
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.add_entry(
                    actor=person_of(request),
                    at=clock.now(),
                    kind=form.kind,
                    key=form.cleaned_data["key"],
                    content=form.content(),
                )
                return _to(form.kind, form.cleaned_data["key"].strip())
            except RuleViolation as refusal:
                form.refuse(refusal)
    return render(request, "knowledge/form.html", _form_context(form), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(KnowledgePermission.EDIT)
def change(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Correct an entry; the old one stays readable."""
    entry = _entry(request, entry_id)
    shape = SHAPES[shape_of(entry.kind, entry.value)]
    data = request.POST if request.method == "POST" else None
    form = shape(data, initial=initial_of_entry(entry), fixed_key=True)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.change_entry(
                    actor=person_of(request),
                    at=clock.now(),
                    target=entry_id,
                    version=form.cleaned_data["version"] or 0,
                    content=form.content(),
                )
                return _to(entry.kind, entry.key)
            except RuleViolation as refusal:
                form.refuse(refusal)
    return render(request, "knowledge/form.html", {**_form_context(form), "entry": entry}, status=status)


@require_POST
@needs(KnowledgePermission.EDIT)
def retire(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take an entry out of use."""
    entry = _entry(request, entry_id)
    form = RetireForm(request.POST)
    if not form.is_valid():
        return _show(request, entry.kind, entry.key, refused=_("请填写停用的原因，写清楚为什么不再使用。"))
    try:
        services.retire_entry(actor=person_of(request), at=clock.now(), target=entry_id, **form.cleaned_data)
    except RuleViolation as refusal:
        return _show(request, entry.kind, entry.key, refused=refusal.message)
    return _to(entry.kind, entry.key)


@require_POST
@needs(KnowledgePermission.EDIT)
def restore(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take a retired entry into use again."""
    entry = _entry(request, entry_id)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        services.restore_entry(actor=person_of(request), at=clock.now(), target=entry_id, version=version)
    except RuleViolation as refusal:
        return _show(request, entry.kind, entry.key, refused=refusal.message)
    return _to(entry.kind, entry.key)


def _show(request: HttpRequest, kind: str, key: str, *, refused: str = "") -> HttpResponse:
    found = (
        selectors.versions(actor_of(request), kind=kind, key=key, on=clock.today()) if kind in KINDS else []
    )
    if not found:
        raise Refused(permission=KnowledgePermission.READ, reason=NOT_THERE)
    context = {
        "kind": KINDS[kind],
        "key": key,
        "versions": found,
        "heading": found[0].title,
        "shape": shape_of(kind, found[0].known.value),
        "refused": refused,
        "may_edit": KnowledgePermission.EDIT in held_verbs(request),
    }
    return render(request, "knowledge/known.html", context, status=422 if refused else 200)


def _entry(request: HttpRequest, entry_id: UUID) -> Entry:
    found = selectors.entry(actor_of(request), entry_id)
    if found is None:
        raise Refused(permission=KnowledgePermission.READ, reason=NOT_THERE)
    return found


def _suggested(request: HttpRequest, shape: str) -> dict[str, Any]:
    """What the form begins with: the newest of what is known under the key asked for, without its source."""
    form = SHAPES[shape]
    initial: dict[str, Any] = form.initial_of({})
    key = request.GET.get("key", "")
    if key:
        versions = selectors.versions(actor_of(request), kind=form.kind, key=key, on=clock.today())
        alike = [each for each in versions if shape_of(form.kind, each.known.value) == shape]
        initial |= {"key": key}
        if alike:
            initial |= {"title": alike[0].title, **form.initial_of(alike[0].known.value)}
    return initial


def _form_context(form: EntryForm) -> dict[str, Any]:
    common = set(EntryForm.base_fields)
    return {
        "form": form,
        "kind": KINDS[form.kind],
        "value_fields": [form[name] for name in form.fields if name not in common],
    }


def _to(kind: str, key: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("knowledge:known", args=[kind, key]))
