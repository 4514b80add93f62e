"""The fields of the opening paragraph: the notices a publication rests on, and the day of the reply."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congress.apps.performance import selectors, services
from congress.apps.performance.forms.standing import OpeningForm
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.opening import shown_notices
from congress.platform.core import clock
from congress.platform.core.pages import actor_of, needs, person_of
from congress.platform.core.refusals import Conflict
from congress.standards.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@needs(P.PREPARE)
def opening(request: HttpRequest, table_id: UUID) -> HttpResponse:
    """The fields, filled in from what was said before, or proposed from the imported paragraph."""
    found = selectors.opening_of(actor=actor_of(request), table=table_id)
    notices, is_proposed = shown_notices(found)
    if request.method != "POST":
        row = found.table
        initial = {"version": row.version, "replied_on": row.replied_on}
        return _page(request, found, OpeningForm(initial=initial, notices=notices), is_proposed=is_proposed)
    form = OpeningForm(request.POST, notices=notices)
    refused = _("有内容没有填对，请看下面的提示。")
    if form.is_valid():
        try:
            services.set_opening(actor=person_of(request), at=clock.now(), target=table_id, **form.given())
            return HttpResponseRedirect(f"{reverse('performance:review', args=[table_id])}#standing")
        except Conflict:
            refused = _("您打开本页之后，本表已被他人修改，所以没有保存。请看清后再保存一次。")
            form.data = {**request.POST.dict(), "version": str(found.table.version)}
        except RuleViolation as broken:
            refused = broken.message
    return _page(request, found, form, refused=refused)


def _page(
    request: HttpRequest,
    found: selectors.Opening,
    form: OpeningForm,
    *,
    refused: str = "",
    is_proposed: bool = False,
) -> HttpResponse:
    context = {
        "table": found.table,
        "form": form,
        "refused": refused,
        "is_proposed": is_proposed,
        "imported": found.imported,
        "is_editable": found.is_editable,
    }
    return render(request, "performance/opening.html", context, status=422 if refused else 200)
