"""What the review screen shows of a table's life: its stage, its deadline, its opening, the forms of what is next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from congress.apps.performance.forms.standing import (
    ApproveForm,
    IssueForm,
    ReopenForm,
    StageForm,
    WithholdForm,
)
from congress.apps.performance.presenters.moves import sent_back, shown_moves
from congress.apps.performance.presenters.opening import shown_deadline, shown_paragraph
from congress.apps.performance.selectors import Review
from congress.platform.core import clock
from congress.platform.core.drafts import draft_of
from congress.platform.core.pages import person_of


def parts_of(request: HttpRequest, review: Review) -> dict[str, Any]:
    """Everything the cards of a table's life print."""
    standing, table = review.standing, review.table
    version = {"version": table.version}
    stage = review.stage
    paragraph, no_paragraph = shown_paragraph(review)
    return {
        "can_issue": standing.can_issue,
        "can_withhold": standing.can_withhold,
        "can_reopen": standing.can_reopen,
        "can_close_correction": standing.can_close_correction,
        "approve_form": ApproveForm(initial=version),
        "issue_form": IssueForm(initial=version),
        "withhold_form": WithholdForm(initial={**version, **_typed(request, review, "return")}),
        "reopen_form": ReopenForm(initial={**version, **_typed(request, review, "reopen")}),
        "stage_form": StageForm(initial={**version, "stage": stage.value if stage else ""}),
        "stage": stage,
        "is_stage_proposed": not table.stage,
        "deadline": shown_deadline(table=table, publication=review.first_publication, today=clock.today()),
        "paragraph": paragraph,
        "no_paragraph": no_paragraph,
        "moves": shown_moves(review),
        "sent_back": sent_back(review),
    }


def _typed(request: HttpRequest, review: Review, what: str) -> dict[str, str]:
    """The reason a person had typed before leaving the page."""
    table, standing = review.table, review.standing
    if what == "return" and standing.can_withhold:
        key = table.return_draft_key
    elif what == "reopen" and standing.can_reopen:
        key = table.reopen_draft_key
    else:
        return {}
    draft = draft_of(account=person_of(request).account, key=key)
    return {"reason": draft.data.get("reason", "")} if draft is not None else {}
