"""The review screen put together: what was read, and the forms of what may be done next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congress.apps.performance.forms import ReturnForm, SubmitForm, VersionForm
from congress.apps.performance.presenters.findings import shown_decided, shown_findings, summed_up
from congress.apps.performance.presenters.review import View
from congress.apps.performance.presenters.rounds import links_of
from congress.apps.performance.presenters.standing import shown_corrections, shown_steps, tabs_of
from congress.apps.performance.selectors import Review
from congress.apps.performance.views.desk import data_side, source_side
from congress.apps.performance.views.standing_parts import parts_of
from congress.platform.core.drafts import draft_of
from congress.platform.core.pages import held_verbs, person_of


def review_page(
    request: HttpRequest, review: Review, *, refused: str = "", bound: dict[str, Any] | None = None
) -> HttpResponse:
    """The whole screen. A refused act shows its sentence and, `bound` under its name, the form as it was filled in."""
    view = View.asked(
        show=request.GET.get("show", ""), order=request.GET.get("order", ""), at=request.GET.get("at", "")
    )
    standing = review.standing
    version = {"version": review.table.version}
    context = {
        **counted(
            review,
            keep=str((bound or {}).get("refused_key", "")),
            is_whole=request.GET.get("findings") == "all",
        ),
        **data_side(request, review, view),
        "steps": shown_steps(review),
        "tabs": tabs_of(review, show=view.show, order="doubt" if view.by_doubt else ""),
        "can_recall": standing.can_recall,
        "can_review": standing.can_review,
        "can_return": standing.can_return,
        "can_publish": standing.can_publish,
        "trouble": standing.trouble,
        "submit_form": SubmitForm(initial={**version, **_typed(request, review)}),
        "return_form": ReturnForm(initial={**version, **_typed(request, review)}),
        "version_form": VersionForm(initial=version),
        "publication": review.publication,
        "earlier": review.earlier,
        "refused": refused,
        **parts_of(request, review),
        **links_of(review, held_verbs(request)),
        **source_side(review.table),
        **(bound or {}),
    }
    return render(request, "performance/review.html", context, status=422 if refused or bound else 200)


def counted(review: Review, *, keep: str = "", is_whole: bool = False) -> dict[str, Any]:
    """What changes with every correction: findings, counts, the list of corrections, the version.

    Many findings of one kind are summed up unless the whole is asked for; the one with the key `keep` is there.
    """
    every = shown_findings(review)
    findings, alike = (every, []) if is_whole else summed_up(every, keep=keep)
    return {
        "table": review.table,
        "state": review.table.stands_at,
        "is_editable": review.standing.is_editable,
        "findings": findings,
        "alike": alike,
        "finding_count": len(every),
        "decided": shown_decided(review),
        "unread": len(review.typed.unread),
        "doubtful": sum(each.needs_look for each in review.cells),
        "corrected": sum(each.is_corrected for each in review.cells),
        "faulty_anchors": " ".join(f"cell-{each.replace('.', '-')}" for each in sorted(review.faulty)),
        "corrections": shown_corrections(review),
        "undoable": review.undoable,
    }


def _typed(request: HttpRequest, review: Review) -> dict[str, str]:
    """What the person had typed before leaving the page: the note of a submission or the reason of a return."""
    if review.standing.is_editable:
        key, field = review.table.submit_draft_key, "note"
    elif review.standing.can_return:
        key, field = review.table.return_draft_key, "reason"
    else:
        return {}
    draft = draft_of(account=person_of(request).account, key=key)
    return {field: draft.data.get(field, "")} if draft is not None else {}
