"""One body as its page prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from congress.platform.organisation.models import Body, Holding, Post
from congress.standards.codes import load_table


@dataclass(slots=True)
class ShownPost:
    """A post with whoever holds it now, and who held it before."""

    post: Post
    now: list[Holding] = field(default_factory=list)
    before: list[Holding] = field(default_factory=list)


def kind_name(code: str) -> str:
    """What a kind of body is called."""
    entry = load_table("body_kinds").find(code)
    return entry.name if entry is not None else code


def level_name(code: str) -> str:
    """What a level is called."""
    entry = load_table("administrative_levels").find(code)
    return entry.name if entry is not None else code


def facts_of(body: Body, *, import_url: str = "") -> list[tuple[str, Any]]:
    """Terms and values of a body."""
    facts: list[tuple[str, Any]] = [
        (_("机构编码"), body.code),
        (_("简称"), body.short_name or "—"),
        (_("机构类别"), kind_name(body.kind)),
        (_("层级"), level_name(body.level)),
        (_("行政区划"), body.region_code or "—"),
        (_("启用日期"), f"{body.active_from:%Y-%m-%d}"),
    ]
    if body.active_until is not None:
        facts.append((_("停用日期"), f"{body.active_until:%Y-%m-%d}"))
    if import_url:
        facts.append((_("登记方式"), format_html('<a href="{}">{}</a>', import_url, _("成批导入"))))
    return facts


def posts_with_holders(posts: Iterable[Post], holdings: Iterable[Holding]) -> list[ShownPost]:
    """Posts in their order; retired ones last."""
    shown = {post.pk: ShownPost(post) for post in posts}
    for holding in holdings:
        place = shown[holding.post_id]
        (place.now if holding.until_date is None else place.before).append(holding)
    return sorted(
        shown.values(),
        key=lambda each: (each.post.retired_on is not None, each.post.order, each.post.title),
    )


def crumbs_of(above: Sequence[Body], last: str, *more: tuple[str, str]) -> list[dict[str, str]]:
    """Home, the tree, the bodies above, further pages, and the page itself."""
    crumbs = [{"title": _("首页"), "url": "/"}, {"title": _("机构"), "url": reverse("organisation:tree")}]
    crumbs += [{"title": body.called, "url": reverse("organisation:body", args=[body.pk])} for body in above]
    crumbs += [{"title": title, "url": url} for title, url in more]
    return [*crumbs, {"title": last, "url": ""}]


def history_url(kind: str, target: object) -> str:
    """Where the audit shows everything done to a thing."""
    return reverse("audit:object", args=[kind, target])
