"""The lists of organisation."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congress.platform.core.lists import Column, Empty, Filter, ListSpec
from congress.platform.organisation.models import ImportPlan, Mandate, Person

MANDATE_TONES = {"active": "good", "suspended": "warn", "ended": "neutral"}
IMPORT_TONES = {
    "received": "info",
    "unreadable": "bad",
    "checked": "warn",
    "running": "info",
    "closing": "info",
    "done": "good",
    "dropping": "neutral",
    "dropped": "neutral",
}


def _in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(state=value)


def _in_body(rows: QuerySet[Person], value: str) -> QuerySet[Person]:
    return rows.filter(
        Q(body__code=value) | Q(body__name__icontains=value) | Q(body__short_name__icontains=value)
    )


def _of_kind(rows: QuerySet[ImportPlan], value: str) -> QuerySet[ImportPlan]:
    return rows.filter(kind=value)


def _with_office(rows: QuerySet[Person], value: str) -> QuerySet[Person]:
    if value == "deputy":
        return rows.filter(mandates__state__in=["active", "suspended"]).distinct()
    if value == "post":
        return rows.filter(holdings__until_date__isnull=True, holdings__isnull=False).distinct()
    return rows.exclude(mandates__state__in=["active", "suspended"]).exclude(
        pk__in=rows.filter(holdings__until_date__isnull=True, holdings__isnull=False).values("pk")
    )


def _called(rows: QuerySet[Mandate], value: str) -> QuerySet[Mandate]:
    return rows.filter(delegation__icontains=value)


def _person_states() -> list[tuple[str, str]]:
    return [("active", _("在册")), ("left", _("离任"))]


def _offices() -> list[tuple[str, str]]:
    return [("post", _("担任职务")), ("deputy", _("人大代表")), ("none", _("都不是"))]


def _mandate_states() -> list[tuple[str, str]]:
    return [("active", _("在任")), ("suspended", _("暂停执行职务")), ("ended", _("资格终止"))]


def _kinds() -> list[tuple[str, str]]:
    return [("bodies", _("机构")), ("people", _("人员"))]


def _titles(person: Person) -> str:
    return "、".join(each.post.title for each in person.running)  # type: ignore[attr-defined]


PEOPLE = ListSpec(
    name="organisation.people",
    title=gettext_lazy("人员"),
    columns=(
        Column(
            "name",
            gettext_lazy("姓名"),
            "name",
            sort="name",
            url=lambda row: reverse("organisation:person", args=[row.pk]),
        ),
        Column("body", gettext_lazy("所在机构"), "body.name", sort="body__name"),
        Column("posts", gettext_lazy("职务"), _titles),
        Column("gender", gettext_lazy("性别"), lambda row: row.get_gender_display(), sort="gender"),
        Column("phone", gettext_lazy("手机"), "masked_phone"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda row: row.get_state_display(),
            sort="state",
            mark=lambda row: "good" if row.state == "active" else "neutral",
        ),
    ),
    order=("name", "pk"),
    filters=(
        Filter("body", gettext_lazy("机构名称或编码"), _in_body, kind="text"),
        Filter("office", gettext_lazy("任职"), _with_office, choices=_offices),
        Filter("state", gettext_lazy("状态"), _in_state, choices=_person_states),
    ),
    search=("name__icontains",),
    search_hint=gettext_lazy("姓名"),
    empty=Empty(
        gettext_lazy("还没有登记人员"), gettext_lazy("打开一个机构的页面逐个登记，或者用 Excel 成批导入。")
    ),
)

DEPUTIES = ListSpec(
    name="organisation.deputies",
    title=gettext_lazy("代表"),
    columns=(
        Column(
            "name",
            gettext_lazy("姓名"),
            "person.name",
            sort="person__name",
            url=lambda row: reverse("organisation:mandate", args=[row.pk]),
        ),
        Column(
            "gender", gettext_lazy("性别"), lambda row: row.person.get_gender_display(), sort="person__gender"
        ),
        Column("electing_unit", gettext_lazy("选举单位"), "electing_unit", sort="electing_unit"),
        Column("delegation", gettext_lazy("代表团"), "delegation", sort="delegation"),
        Column("from_date", gettext_lazy("任职日期"), "from_date", sort="from_date"),
        Column("until_date", gettext_lazy("终止日期"), "until_date", sort="until_date"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda row: row.get_state_display(),
            sort="state",
            mark=lambda row: MANDATE_TONES[row.state],
        ),
    ),
    order=("person__name", "pk"),
    filters=(
        Filter("delegation", gettext_lazy("代表团"), _called, kind="text"),
        Filter("state", gettext_lazy("状态"), _in_state, choices=_mandate_states),
    ),
    search=("person__name__icontains", "electing_unit__icontains"),
    search_hint=gettext_lazy("姓名、选举单位"),
    empty=Empty(
        gettext_lazy("本届还没有登记代表"),
        gettext_lazy("逐个登记，或者用 Excel 成批导入，填上选举单位即可。"),
    ),
)

IMPORTS = ListSpec(
    name="organisation.imports",
    title=gettext_lazy("成批导入"),
    columns=(
        Column(
            "file_name",
            gettext_lazy("文件"),
            "file_name",
            sort="file_name",
            url=lambda row: reverse("organisation:import", args=[row.pk]),
        ),
        Column("kind", gettext_lazy("内容"), lambda row: row.get_kind_display(), sort="kind"),
        Column("body", gettext_lazy("范围"), "body.called", sort="body__name"),
        Column("new_count", gettext_lazy("新增"), lambda row: f"{row.new_count:,}", align="end"),
        Column("changed_count", gettext_lazy("修改"), lambda row: f"{row.changed_count:,}", align="end"),
        Column("refused_count", gettext_lazy("有问题"), lambda row: f"{row.refused_count:,}", align="end"),
        Column("created_at", gettext_lazy("上传时间"), "created_at", sort="created_at"),
        Column(
            "state",
            gettext_lazy("状态"),
            lambda row: row.get_state_display(),
            sort="state",
            mark=lambda row: IMPORT_TONES[row.state],
        ),
    ),
    order=("-created_at", "pk"),
    filters=(Filter("kind", gettext_lazy("内容"), _of_kind, choices=_kinds),),
    search=("file_name__icontains",),
    search_hint=gettext_lazy("文件名"),
    empty=Empty(
        gettext_lazy("还没有导入过"), gettext_lazy("下载空表，填好后上传；系统先检查，您确认后才写入。")
    ),
)
