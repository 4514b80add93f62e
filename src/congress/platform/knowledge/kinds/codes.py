"""Codes: what a code of a table means, and in which years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar

from congress.platform.knowledge.contracts import Known
from congress.platform.knowledge.kinds.kind import Draft, Kind, fields_of, misfit
from congress.platform.knowledge.narrowing import narrowest
from congress.standards.codes import CodeEntry, CodeTable, load_table, table_names
from congress.standards.values import RegionCode

_KEY = re.compile(r"(?P<table>[a-z][a-z0-9_]*)\.(?P<code>[0-9A-Za-z_.-]{1,60})")


class CodeKind(Kind):
    """A code's key is its table and itself; its value its name, parent, note and further attributes."""

    name: ClassVar[str] = "code"
    title: ClassVar[str] = "代码"
    key_help: ClassVar[str] = "表名加点加代码，例如 expenditure_function.20101"

    def check(self, draft: Draft, *, others: Iterable[Known]) -> None:
        """The table is one that ships, its columns are known, and it stays whole with the entry in it."""
        table = load_table(_split(draft.key)[0])
        entry = _entry(draft.key, draft.value, draft, place=draft.title)
        columns = {name for each in table.entries for name in each.attributes}
        unknown = sorted(set(entry.attributes) - columns)
        if unknown:
            raise misfit(
                "no_such_column", f"“{table.title}”没有这些栏目：{'、'.join(unknown)}。", "attributes"
            )
        self.check_rest([*others, _known(draft)])

    def check_rest(self, others: Iterable[Known]) -> None:
        """Every table stays whole in every region that has codes of its own: parents exist, meanings are single."""
        by_table: dict[str, list[Known]] = {}
        for each in others:
            by_table.setdefault(table_of(each.key), []).append(each)
        for name, own in by_table.items():
            for region in {each.jurisdiction for each in own}:
                table_with(name, narrowest(own, region))

    def shipped(self) -> tuple[Known, ...]:
        """Every entry of every table."""
        return _shipped()

    def told(self, value: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The name, then what else there is."""
        told = [("名称", str(value["name"]))]
        told += [("上级代码", str(value["parent"]))] if value.get("parent") else []
        told += [(str(name), str(text)) for name, text in (value.get("attributes") or {}).items()]
        return told


def entry_of(known: Known) -> CodeEntry:
    """A code of the place as the standards' table takes it."""
    return _entry(known.key, known.value, known, place=known.title)


def table_of(key: str) -> str:
    """The table a code's key belongs to."""
    return _split(key)[0]


def table_with(name: str, entries: Iterable[Known]) -> CodeTable:
    """A shipped table with the place's entries in it. Raises `ValueError` for a table that does not ship."""
    return load_table(name).with_entries(entry_of(each) for each in entries)


def _split(key: str) -> tuple[str, str]:
    found = _KEY.fullmatch(key)
    if found is None or found["table"] not in table_names():
        tables = "、".join(f"{load_table(name).title}（{name}）" for name in table_names())
        raise misfit("bad_key", f"代码的名称应当是{CodeKind.key_help}；代码表有：{tables}。", "key")
    return found["table"], found["code"]


def _entry(key: str, value: Mapping[str, Any], of: Draft | Known, *, place: str) -> CodeEntry:
    fields = fields_of(value, place=place)
    entry = CodeEntry(
        code=_split(key)[1],
        name=fields.text("name"),
        parent=fields.text_or_none("parent"),
        source=str(of.source or "") or None,
        verified=of.verified,
        from_year=of.effective_from.year if of.effective_from else None,
        to_year=of.effective_until.year if of.effective_until else None,
        note=fields.text_or_none("note"),
        attributes={name: str(text) for name, text in (value.get("attributes") or {}).items()},
    )
    fields.has("attributes")
    fields.finish()
    return entry


def _known(draft: Draft) -> Known:
    return Known(
        kind=CodeKind.name,
        key=draft.key,
        title=draft.title,
        value=draft.value,
        jurisdiction=draft.jurisdiction,
        effective_from=draft.effective_from,
        effective_until=draft.effective_until,
        citation=str(draft.source),
        verified=draft.verified,
        source=draft.source,
    )


def value_of(entry: CodeEntry) -> dict[str, Any]:
    """A code as plain data."""
    value: dict[str, Any] = {"name": entry.name}
    value |= {"parent": entry.parent} if entry.parent else {}
    value |= {"note": entry.note} if entry.note else {}
    return value | ({"attributes": dict(entry.attributes)} if entry.attributes else {})


@cache
def _shipped() -> tuple[Known, ...]:
    return tuple(
        Known(
            kind=CodeKind.name,
            key=f"{table.name}.{entry.code}",
            title=f"{table.title}：{entry.name}",
            value=value_of(entry),
            jurisdiction=RegionCode.nation(),
            effective_from=date(entry.from_year, 1, 1) if entry.from_year else None,
            effective_until=date(entry.to_year, 12, 31) if entry.to_year else None,
            citation=entry.source or "",
            verified=entry.verified,
            note=entry.note or "",
        )
        for table in map(load_table, table_names())
        for entry in table.entries
    )


CODE = CodeKind()
