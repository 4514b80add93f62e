"""The lists of performance, declared for the one list component."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.apps.performance.domain.lifecycle import TableState
from congress.apps.performance.models import Correction, Publication, StepKind, TargetTable
from congress.platform.core.lists import Column, Empty, Filter, ListSpec


def _in_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(state=value)


def _in_year(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(year=int(value)) if value.isdecimal() and len(value) == 4 else rows


def _table_url(row: TargetTable) -> str:
    return reverse("performance:review", args=[row.pk])


def _publication_url(row: Publication) -> str:
    return reverse("open_performance:publication", args=[row.pk])


# For whoever may bring tables in; readers are not sent to a page they may not open.
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

TABLES_TO_READ = replace(
    TABLES, empty=Empty(_("还没有绩效目标表"), _("经办同事导入绩效文件后，会在这里列出。"))
)


def version_words(row: Publication) -> str:
    """Which version a publication is, where it is not the first."""
    return str(_("第 %(n)s 版（更正）") % {"n": row.number}) if row.number > 1 else str(_("第 1 版"))


PUBLISHED = ListSpec(
    name="performance.published",
    title=_("绩效目标公开"),
    columns=(
        Column("title", _("名称"), "title", sort="title", url=_publication_url),
        Column("body", _("单位"), "body_name", sort="body_name"),
        Column("year", _("年度"), lambda row: str(row.year) if row.year else None, sort="year", align="end"),
        Column("published", _("公开时间"), "published_at", sort="published_at"),
        Column("version", _("版本"), version_words),
    ),
    order=("-published_at", "pk"),
    filters=(Filter("year", _("年度"), _in_year, kind="text"),),
    search=("title__icontains", "body_name__icontains"),
    search_hint=_("名称或单位"),
    empty=Empty(_("还没有公开的绩效目标"), _("单位公开后，会在这里列出。")),
)


def corrections_spec(people: dict[UUID, str]) -> ListSpec:
    """The list of what people changed in one table, step by step; people by the names the reader knows."""

    def what(row: Correction) -> str:
        kind = StepKind(row.kind).label
        return str(_("撤销：%(kind)s") % {"kind": kind} if row.undoes_id else kind)

    return ListSpec(
        name="performance.corrections",
        title=_("更正记录"),
        columns=(
            Column("at", _("时间"), "at", sort="at"),
            Column("who", _("经办人"), lambda row: people.get(row.by)),
            Column("what", _("操作"), what),
            Column("cell", _("位置"), "name"),
            Column("before", _("原来"), lambda row: row.before or str(_("（空白）"))),
            Column("after", _("改为"), lambda row: row.after or str(_("（空白）"))),
            Column("note", _("来源"), "note"),
        ),
        order=("-pk",),
        search=("name__icontains", "before__icontains", "after__icontains"),
        search_hint=_("位置、改前或改后的内容"),
        empty=Empty(_("还没有更正"), _("更正数据后，每一处的原值、新值、时间和经办人都会记在这里。")),
    )
