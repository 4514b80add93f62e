"""The list of accounts."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.platform.core.lists import Column, Empty, Filter, ListSpec
from congress.platform.identity.models import Account


def _in_state(rows: QuerySet[Account], value: str) -> QuerySet[Account]:
    return rows.filter(state=value)


def _of_kind(rows: QuerySet[Account], value: str) -> QuerySet[Account]:
    return rows.filter(is_demonstration=value == "demonstration")


def _states() -> list[tuple[str, str]]:
    return [("active", _("正常")), ("disabled", _("停用"))]


def _kinds() -> list[tuple[str, str]]:
    return [("real", _("正式账号")), ("demonstration", _("演示账号"))]


ACCOUNTS = ListSpec(
    name="identity.accounts",
    title=gettext_lazy("账号"),
    columns=(
        Column(
            "display_name",
            gettext_lazy("姓名"),
            "display_name",
            sort="display_name",
            url=lambda row: reverse("identity:account", args=[row.pk]),
        ),
        Column("username", gettext_lazy("账号名"), "username", sort="username"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda row: row.get_state_display(),
            sort="state",
            mark=lambda row: "good" if row.state == "active" else "neutral",
        ),
        Column("last_sign_in_at", gettext_lazy("上次登录"), "last_sign_in_at", sort="last_sign_in_at"),
        Column(
            "must_change_password",
            gettext_lazy("待修改密码"),
            "must_change_password",
            sort="must_change_password",
        ),
        Column("is_demonstration", gettext_lazy("演示账号"), "is_demonstration"),
    ),
    order=("display_name", "pk"),
    filters=(
        Filter("state", gettext_lazy("状态"), _in_state, choices=_states),
        Filter("kind", gettext_lazy("类别"), _of_kind, choices=_kinds),
    ),
    search=("display_name__icontains", "username__icontains"),
    search_hint=gettext_lazy("姓名、账号名"),
    empty=Empty(gettext_lazy("没有符合条件的账号"), gettext_lazy("换一个条件再找，或者为同事开通账号。")),
)
