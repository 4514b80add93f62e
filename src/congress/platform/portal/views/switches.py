"""Switching apps on and off for the place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congress.platform.core import clock, registry
from congress.platform.core.pages import needs, person_of
from congress.platform.core.permissions import CorePermission
from congress.platform.portal import services
from congress.platform.portal.saying import say
from congress.platform.portal.selectors.switches import ShownSwitch, switches_of
from congress.standards.errors import RuleViolation


@require_safe
@needs(CorePermission.SWITCH_APPS)
def switches(request: HttpRequest) -> HttpResponse:
    """Every app and whether the place uses it."""
    return render(request, "portal/switches.html", {"switches": _switches(request)})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(CorePermission.SWITCH_APPS)
def switch(request: HttpRequest, app: str) -> HttpResponse:
    """Say what a switch does, and switch."""
    found = next((each for each in _switches(request) if each.name == app), None)
    if found is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        is_on = request.POST.get("is_on") == "yes"
        try:
            services.switch_app(actor=person_of(request), at=clock.now(), app=app, is_on=is_on)
            sentence = _("“%(title)s”已启用。") if is_on else _("“%(title)s”已停用，数据都还在。")
            say(request, sentence % {"title": found.title})
            return HttpResponseRedirect(reverse("portal:switches"))
        except RuleViolation as refusal:
            refused = refusal.message
    crumbs = [
        {"title": _("首页"), "url": reverse("portal:home")},
        {"title": _("系统启用"), "url": reverse("portal:switches")},
        {"title": found.title, "url": ""},
    ]
    context = {"switch": found, "refused": refused, "crumbs": crumbs}
    return render(request, "portal/switch.html", context, status=422 if refused else 200)


def _switches(request: HttpRequest) -> list[ShownSwitch]:
    return switches_of(registry.manifests(), request.switched_off)  # type: ignore[attr-defined]
