"""The lists of performance, declared for the one list component."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.models import Publication, TargetTable
from congress.platform.core.lists import Column, Empty, Filter, ListSpec


def _in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(state=value)


def _in_year(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(year=int(value)) if value.isdecimal() and len(value) == 4 else rows


def _table_url(row: TargetTable) -> str:
    return reverse("performance:review", args=[row.pk])


def _publication_url(row: Publication) -> str:
    return reverse("open_performance:publication", args=[row.pk])


TABLES = ListSpec(
    name="performance.tables",
    title=_("绩效目标表"),
    columns=(
        Column("title", _("名称"), "title", sort="title", url=_table_url),
        Column("body", _("单位"), "body.name", sort="body__path"),
        Column("year", _("年度"), lambda row: str(row.year) if row.year else None, sort="year", align="end"),
        Column(
            "state",
            _("状态"),
            lambda row: row.stands_at.label,
            sort="state",
            mark=lambda row: row.stands_at.tone,
        ),
        Column("imported", _("导入时间"), "imported_at", sort="imported_at"),
    ),
    order=("-imported_at", "pk"),
    filters=(
        Filter(
            "state", _("状态"), _in_state, choices=tuple((state.value, state.label) for state in TableState)
        ),
        Filter("year", _("年度"), _in_year, kind="text"),
    ),
    search=("title__icontains", "body__name__icontains"),
    search_hint=_("名称或单位"),
    empty=Empty(
        _("还没有绩效目标表"),
        _("把已有的绩效文件导入进来，就能在这里核对和公开。"),
        _("导入绩效文件"),
        "/performance/import/",
    ),
)

PUBLISHED = ListSpec(
    name="performance.published",
    title=_("绩效目标公开"),
    columns=(
        Column("title", _("名称"), "title", sort="title", url=_publication_url),
        Column("body", _("单位"), "body_name", sort="body_name"),
        Column("year", _("年度"), lambda row: str(row.year) if row.year else None, sort="year", align="end"),
        Column("published", _("公开时间"), "published_at", sort="published_at"),
    ),
    order=("-published_at", "pk"),
    filters=(Filter("year", _("年度"), _in_year, kind="text"),),
    search=("title__icontains", "body_name__icontains"),
    search_hint=_("名称或单位"),
    empty=Empty(_("还没有公开的绩效目标"), _("单位公开后，会在这里列出。")),
)
