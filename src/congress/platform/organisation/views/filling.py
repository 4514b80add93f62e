"""One way for every form: drafts kept and offered again, refusals beside what was typed, both texts on a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from congress.platform.core.drafts import discard_draft, draft_of
from congress.platform.core.pages import person_of
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation

TEMPLATE = "organisation/form.html"


@dataclass(frozen=True, slots=True)
class Filling:
    """A form's page: how the form is made, what saving does (it returns the next address), what the page prints.

    `draft` is the key of what is typed; `present` gives the values of a row as they stand now, by field.
    """

    make: Callable[..., forms.Form]
    save: Callable[[dict[str, Any]], str]
    context: Mapping[str, Any]
    initial: Mapping[str, Any] = field(default_factory=dict)
    draft: str = ""
    present: Callable[[Any], Mapping[str, Any]] | None = None
    template: str = TEMPLATE


def filled(request: HttpRequest, page: Filling) -> HttpResponse:
    """Show the form, or save it and go on; a refusal shows it again with everything typed and the sentence."""
    account = person_of(request).account
    kept = draft_of(account=account, key=page.draft) if page.draft else None
    if request.method != "POST":
        initial = {**page.initial, **(_texts_of(kept.data) if kept is not None else {})}
        return _shown(request, page, page.make(initial=initial), draft_saved_at=kept and kept.saved_at)
    form = page.make(request.POST, initial=page.initial)
    if not form.is_valid():
        return _shown(request, page, form, status=422)
    try:
        address = page.save(dict(form.cleaned_data))
    except Conflict as conflict:
        return _in_conflict(request, page, form, conflict)
    except RuleViolation as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return _shown(request, page, form, status=422)
    if kept is not None:
        discard_draft(account=account, key=page.draft)
    return HttpResponseRedirect(address)


def _in_conflict(request: HttpRequest, page: Filling, form: forms.Form, conflict: Conflict) -> HttpResponse:
    """The later of two writers sees what stands there now beside what they typed, and decides."""
    now = page.present(conflict.current) if page.present is not None else {}
    typed = form.cleaned_data
    rows = [
        (form.fields[name].label, _worded(form, name, now[name]), _worded(form, name, typed[name]))
        for name in now
        if name in typed and (now[name] or "") != (typed[name] or "")
    ]
    data = request.POST.copy()
    data["version"] = str(conflict.current.version)
    again = page.make(data, initial=page.initial)
    context = {"conflict": conflict.message, "conflict_rows": rows}
    return _shown(request, page, again, status=422, **context)


def _worded(form: forms.Form, name: str, value: Any) -> str:
    shown = form.fields[name]
    if isinstance(shown, forms.ChoiceField):
        offered: Any = shown.choices  # the field's own iterator, whatever it was made from
        for key, title in offered:
            inner = title if isinstance(title, (list, tuple)) else [(key, title)]
            for code, word in inner:
                if str(code) == str(value or ""):
                    return str(word)
    return _("（空）") if value in (None, "") else str(value)


def _shown(
    request: HttpRequest, page: Filling, form: forms.Form, *, status: int = 200, **more: Any
) -> HttpResponse:
    short = getattr(form, "short_fields", ())
    context = {
        **page.context,
        **more,
        "form": form,
        "lines": [(bound, bound.name in short) for bound in form],
        "draft_url": _draft_address("keep_draft", page.draft),
        "drop_draft_url": _draft_address("throw_draft", page.draft),
    }
    return render(request, page.template, context, status=status)


def _draft_address(view: str, key: str) -> str:
    """Where the portal keeps and drops drafts; "" while there is no portal above."""
    try:
        return reverse(f"portal:{view}", args=[key]) if key else ""
    except NoReverseMatch:
        return ""


def _texts_of(draft: Mapping[str, str]) -> dict[str, str]:
    """What was typed. The version it was begun with stays among it: whoever goes on with an old draft is told that
    somebody else has changed the row meanwhile."""
    return {name: value for name, value in draft.items() if not name.startswith("_")}
