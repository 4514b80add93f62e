"""The lists of roles and grants."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.platform.access.models import Grant, Role
from congress.platform.access.powers import grants_today
from congress.platform.access.rules import is_running
from congress.platform.core import clock
from congress.platform.core.lists import Column, Empty, Filter, ListSpec


def _role_states() -> list[tuple[str, str]]:
    return [("used", _("使用中")), ("retired", _("停用"))]


def _roles_in_state(rows: QuerySet[Role], value: str) -> QuerySet[Role]:
    return rows.filter(is_retired=value == "retired")


def _grant_states() -> list[tuple[str, str]]:
    return [("running", _("生效中")), ("over", _("未生效或已结束"))]


def _grants_in_state(rows: QuerySet[Grant], value: str) -> QuerySet[Grant]:
    running = Q(pk__in=grants_today().values("pk"))
    return rows.filter(running if value == "running" else ~running)


def _roles() -> list[tuple[str, str]]:
    return [(str(pk), title) for pk, title in Role.objects.order_by("title", "pk").values_list("pk", "title")]


def _of_role(rows: QuerySet[Grant], value: str) -> QuerySet[Grant]:
    return rows.filter(role__pk=value)


def _runs(row: Grant) -> bool:
    return is_running(row.from_date, row.until_date, row.ended_at is not None, clock.today())


ROLES = ListSpec(
    name="access.roles",
    title=gettext_lazy("角色"),
    columns=(
        Column(
            "title",
            gettext_lazy("角色"),
            "title",
            sort="title",
            url=lambda row: reverse("access:role", args=[row.pk]),
        ),
        Column("origin", gettext_lazy("来源"), lambda row: _("系统预置") if row.template else _("本地新建")),
        Column(
            "permissions", gettext_lazy("权限数"), "permission_count", sort="permission_count", align="end"
        ),
        Column("grants", gettext_lazy("生效授权"), "grant_count", sort="grant_count", align="end"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda row: _("停用") if row.is_retired else _("使用中"),
            sort="is_retired",
            mark=lambda row: "neutral" if row.is_retired else "good",
        ),
    ),
    order=("title", "pk"),
    filters=(Filter("state", gettext_lazy("状态"), _roles_in_state, choices=_role_states),),
    search=("title__icontains", "code__icontains"),
    search_hint=gettext_lazy("角色名称"),
    empty=Empty(gettext_lazy("没有符合条件的角色"), gettext_lazy("换一个条件再找，或者新建角色。")),
)

GRANTS = ListSpec(
    name="access.grants",
    title=gettext_lazy("授权"),
    columns=(
        Column(
            "account",
            gettext_lazy("账号"),
            "account.display_name",
            sort="account__display_name",
            url=lambda row: reverse("access:grant", args=[row.pk]),
        ),
        Column("role", gettext_lazy("角色"), "role.title", sort="role__title"),
        Column(
            "body",
            gettext_lazy("范围"),
            lambda row: row.body.name if row.body else _("全地区"),
            sort="body__path",
        ),
        Column("below", gettext_lazy("含下级"), lambda row: row.with_below),
        Column("region", gettext_lazy("限行政区划"), "region_code"),
        Column("from", gettext_lazy("开始"), "from_date", sort="from_date"),
        Column("until", gettext_lazy("结束"), "until_date", sort="until_date"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda row: _("生效中") if _runs(row) else _("未生效或已结束"),
            mark=lambda row: "good" if _runs(row) else "neutral",
        ),
    ),
    order=("account__display_name", "role__title", "pk"),
    filters=(
        Filter("state", gettext_lazy("状态"), _grants_in_state, choices=_grant_states),
        Filter("role", gettext_lazy("角色"), _of_role, choices=_roles),
    ),
    search=("account__display_name__icontains", "account__username__icontains", "body__name__icontains"),
    search_hint=gettext_lazy("姓名、账号名、机构名称"),
    empty=Empty(gettext_lazy("没有符合条件的授权"), gettext_lazy("换一个条件再找，或者新增授权。")),
)
