"""The tree: the page, and the tree as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congress.platform.core.pages import actor_of, held_verbs, needs
from congress.platform.organisation import selectors
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.presenters.tree import count_below, matching, tree_lines
from congress.platform.organisation.views.files import attached
from congress.platform.organisation.workbooks.exporting import tree_workbook

MOST_WORDS = 60


@require_safe
@needs(P.READ)
def tree(request: HttpRequest) -> HttpResponse:
    """All bodies the person may look at; closed ones only when asked for."""
    words = request.GET.get("q", "").strip()[:MOST_WORDS]
    with_closed = request.GET.get("closed") == "1"
    rows = list(selectors.bodies(actor=actor_of(request)))
    in_use, closed = count_below(rows)
    shown = rows if with_closed else [row for row in rows if not row.is_closed]
    matches = matching(shown, words) if words else None
    context = {
        "lines": tree_lines(shown, matches=matches, all_open=request.GET.get("open") == "all"),
        "words": words,
        "with_closed": with_closed,
        "all_open": request.GET.get("open") == "all",
        "match_count": None if matches is None else len(matches),
        "in_use": in_use,
        "closed": closed,
        "may_import": P.IMPORT in held_verbs(request),
    }
    is_part = request.headers.get("HX-Target") == "tree"
    return render(request, "organisation/tree_part.html" if is_part else "organisation/tree.html", context)


@require_safe
@needs(P.READ)
def export_tree(request: HttpRequest, body_id: UUID | None = None) -> HttpResponse:
    """The tree, or a part of it, as XLSX in the form in which it can come in again."""
    actor = actor_of(request)
    top = None if body_id is None else selectors.body_for(actor=actor, body=body_id)
    name = _("机构树") if top is None else _("机构树 {name}").format(name=top.called)
    return attached(tree_workbook(actor=actor, top=top), f"{name}.xlsx")
