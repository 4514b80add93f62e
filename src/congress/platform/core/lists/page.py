"""One page of a list, prepared so that the template only prints."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from congress.platform.core.lists.export import export_list
from congress.platform.core.lists.spec import Column, Filter, ListSpec, value_of
from congress.platform.core.models import SavedView

EXPORTS = {"xlsx": "Excel 表格", "csv": "CSV 文本"}
PAGE_SIZES = (20, 50, 100)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its title, whether it is the sort column, and the address that sorts by it."""

    title: str
    align: str
    aria_sort: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, and if any a link, a tone, an alignment and the head it stands under (for stacked cards)."""

    text: str
    title: str
    align: str
    url: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownFilter:
    """A filter with its present value and its choices."""

    key: str
    title: str
    kind: str
    value: str
    choices: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of the pagination; `number` None is a gap."""

    number: int | None
    url: str
    is_current: bool


@dataclass(slots=True)
class ListPage:
    """Everything the list's template prints."""

    spec: ListSpec
    heads: list[Head]
    rows: list[list[Cell]]
    filters: list[ShownFilter]
    words: str
    total: int
    first: int
    last: int
    pages: list[PageLink]
    previous_url: str
    next_url: str
    exports: list[tuple[str, str]]
    saved: list[tuple[str, str, str]] = field(default_factory=list)
    query: str = ""
    is_filtered: bool = False
    clear_url: str = "?"


def show_list(
    request: HttpRequest,
    *,
    queryset: QuerySet[Any],
    spec: ListSpec,
    template: str,
    context: dict[str, Any] | None = None,
) -> HttpResponseBase:
    """The page of a list, or its export when the address asks for one. `queryset` has passed `visible` already."""
    narrowed = _ordered(_narrowed(queryset, spec, request), spec, request)
    wanted = request.GET.get("export", "")
    if wanted in EXPORTS:
        return export_list(narrowed, spec, wanted)
    page = _page(request, narrowed, spec)
    chosen = "ui/list.html" if request.headers.get("HX-Target") == "list" else template
    response: HttpResponse = render(request, chosen, {**(context or {}), "list": page})
    return response


def _narrowed(queryset: QuerySet[Any], spec: ListSpec, request: HttpRequest) -> QuerySet[Any]:
    for each in spec.filters:
        value = request.GET.get(each.key, "").strip()
        if value and _is_offered(each, value):
            queryset = each.apply(queryset, value)
    for word in request.GET.get("q", "").split():
        condition = Q()
        for lookup in spec.search:
            condition |= Q(**{lookup: word})
        queryset = queryset.filter(condition)
    return queryset


def _ordered(queryset: QuerySet[Any], spec: ListSpec, request: HttpRequest) -> QuerySet[Any]:
    key, descending = _sort(spec, request)
    for column in spec.columns:
        if column.key == key:
            return queryset.order_by(f"-{column.sort}" if descending else column.sort, *spec.order)
    return queryset.order_by(*spec.order)


def _page(request: HttpRequest, queryset: QuerySet[Any], spec: ListSpec) -> ListPage:
    size = request.GET.get("size", "")
    paginator = Paginator(queryset, int(size) if size in map(str, PAGE_SIZES) else spec.page_size)
    page = paginator.get_page(request.GET.get("page"))
    numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [
        PageLink(n if isinstance(n, int) else None, _address(request, page=n), n == page.number)
        for n in numbers
    ]
    kept = {key: value for key, value in request.GET.items() if key not in ("page", "export")}
    return ListPage(
        spec=spec,
        heads=[_head(column, spec, request) for column in spec.columns],
        rows=[[_cell(column, row) for column in spec.columns] for row in page.object_list],
        filters=[_shown(each, request) for each in spec.filters],
        words=request.GET.get("q", ""),
        total=paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        pages=links if paginator.num_pages > 1 else [],
        previous_url=_address(request, page=page.previous_page_number()) if page.has_previous() else "",
        next_url=_address(request, page=page.next_page_number()) if page.has_next() else "",
        exports=[(title, _address(request, export=kind, page=None)) for kind, title in EXPORTS.items()],
        saved=_saved(request, spec),
        query=urlencode(kept),
        is_filtered=any(request.GET.get(key) for key in ["q", *(each.key for each in spec.filters)]),
    )


def _head(column: Column, spec: ListSpec, request: HttpRequest) -> Head:
    key, descending = _sort(spec, request)
    if not column.sort:
        return Head(str(column.title), column.align, "", "")
    now = "none" if column.key != key else ("descending" if descending else "ascending")
    following = f"-{column.key}" if now == "ascending" else column.key
    return Head(str(column.title), column.align, now, _address(request, sort=following, page=None))


def _sort(spec: ListSpec, request: HttpRequest) -> tuple[str, bool]:
    asked = request.GET.get("sort", "")
    key = asked.removeprefix("-")
    known = {column.key for column in spec.columns if column.sort}
    return (key, asked.startswith("-")) if key in known else ("", False)


def _cell(column: Column, row: Any) -> Cell:
    return Cell(
        text=shown(value_of(column.value, row)),
        title=str(column.title),
        align=column.align,
        url=column.url(row) if column.url else "",
        mark=column.mark(row) if column.mark else "",
    )


def shown(value: Any) -> str:
    """A value as people read it: money with separators, instants in the place's zone, a dash for nothing."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:,}"
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _shown(each: Filter, request: HttpRequest) -> ShownFilter:
    choices = each.choices() if callable(each.choices) else each.choices
    value = request.GET.get(each.key, "")
    return ShownFilter(each.key, str(each.title), each.kind, value, [(k, str(v)) for k, v in choices])


def _is_offered(each: Filter, value: str) -> bool:
    if each.kind == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return True
    if each.kind != "choice":
        return True
    choices = each.choices() if callable(each.choices) else each.choices
    return value in {str(key) for key, _ in choices}


def _saved(request: HttpRequest, spec: ListSpec) -> list[tuple[str, str, str]]:
    account = getattr(request, "account", None)
    if account is None:
        return []
    rows = SavedView.objects.filter(account=account.pk, list_name=spec.name).order_by("name")
    return [(str(each.pk), each.name, f"?{each.query}") for each in rows]


def _address(request: HttpRequest, **changes: Any) -> str:
    kept = {key: value for key, value in request.GET.items() if key != "export" and value}
    for key, value in changes.items():
        if value is None:
            kept.pop(key, None)
        else:
            kept[key] = str(value)
    return f"?{urlencode(kept)}"
