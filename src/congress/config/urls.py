"""Root URLs: the portal at the front, platform modules and apps under their names, the public side under /open/."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

handler400 = "congress.platform.core.errors.bad_request"
handler403 = "congress.platform.core.errors.permission_denied"
handler404 = "congress.platform.core.errors.not_found"
handler500 = "congress.platform.core.errors.server_error"


def _routes() -> list[URLPattern | URLResolver]:
    found: list[URLPattern | URLResolver] = [path("", include("congress.platform.portal.urls"))]
    modules = [(name, f"congress.platform.{name}") for name in settings.PLATFORM if name != "portal"]
    modules += [(name, f"congress.apps.{name}") for name in settings.APPS]
    for name, package in modules:
        if find_spec(f"{package}.urls") is not None:
            urls = import_module(f"{package}.urls")
            found.append(path(f"{name}/", include((urls.urlpatterns, name))))
            if hasattr(urls, "public_urlpatterns"):
                found.append(path(f"open/{name}/", include((urls.public_urlpatterns, f"open_{name}"))))
    return found


urlpatterns = _routes()
