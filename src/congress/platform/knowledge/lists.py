"""The dictionary as a list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.platform.core.lists import Column, Empty, Filter, ListSpec
from congress.platform.knowledge.kinds import KINDS
from congress.platform.knowledge.kinds.codes import table_of
from congress.platform.knowledge.selectors import STATES, Item
from congress.standards.codes import load_table, table_names

SHOWN = 28  # characters of a long text in a cell; the whole stands on the page of the key and in exports
ORIGINS = {"own": "本地登记", "shipped": "随平台提供"}
CHECKED = {"yes": "已核实", "no": "未核实"}


def page_of(item: Item) -> str:
    """Where everything known under the item's key stands."""
    return reverse("knowledge:known", args=[item.kind, item.key])


def _of_kind(rows: Any, value: str) -> Any:
    return rows.narrowed(lambda item: item.kind == value)


def _in_state(rows: Any, value: str) -> Any:
    return rows.narrowed(lambda item: item.state == value)


def _from_origin(rows: Any, value: str) -> Any:
    return rows.narrowed(lambda item: item.known.is_own == (value == "own"))


def _checked(rows: Any, value: str) -> Any:
    return rows.narrowed(lambda item: item.known.verified == (value == "yes"))


def _of_table(rows: Any, value: str) -> Any:
    return rows.narrowed(lambda item: item.kind == "code" and table_of(item.key) == value)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _tables() -> list[tuple[str, str]]:
    return [(name, load_table(name).title) for name in table_names()]


def _kinds() -> list[tuple[str, str]]:
    return [(name, kind.title) for name, kind in KINDS.items()]


DICTIONARY = ListSpec(
    name="knowledge.dictionary",
    title=_("数据字典"),
    columns=(
        Column("title", _("名称"), "title", sort="title", url=page_of),
        Column("kind", _("种类"), lambda item: KINDS[item.kind].title),
        Column(
            "sentence", _("内容"), lambda item: _short(item.sentence), exported=lambda item: item.sentence
        ),
        Column("area", _("适用地区"), "area", sort="jurisdiction"),
        Column("effective_from", _("生效"), "effective_from", sort="effective_from"),
        Column("state", _("状态"), "state_title", mark=lambda item: item.tone),
        Column("origin", _("来历"), lambda item: ORIGINS["own" if item.known.is_own else "shipped"]),
        Column(
            "verified",
            _("核实"),
            lambda item: CHECKED["yes" if item.known.verified else "no"],
            mark=lambda item: "good" if item.known.verified else "warn",
        ),
    ),
    order=(),
    filters=(
        Filter("kind", _("种类"), _of_kind, choices=_kinds),
        Filter("table", _("代码表"), _of_table, choices=_tables),
        Filter("origin", _("来历"), _from_origin, choices=list(ORIGINS.items())),
        Filter("state", _("状态"), _in_state, choices=list(STATES.items())),
        Filter("verified", _("核实"), _checked, choices=list(CHECKED.items())),
    ),
    search=("text__icontains",),
    search_hint=_("名称、内容、出处、编号"),
    empty=Empty(_("没有内容"), _("登记本地的规则、放假安排、代码、术语或阈值。")),
)
# a spreadsheet has room for what a screen has not
EXPORTED = replace(
    DICTIONARY,
    columns=(
        *DICTIONARY.columns,
        Column("effective_until", _("失效"), "effective_until"),
        Column("citation", _("出处"), lambda item: item.known.citation),
        Column("note", _("说明或登记的原因"), lambda item: item.known.note),
        Column("key", _("编号"), "key"),
    ),
)
