"""Reading code tables: a YAML head with the source, and entries in it or in a TSV file beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from congress.standards.codes.table import CodeEntry, CodeTable
from congress.standards.errors import RuleViolation
from congress.standards.yaml_files import Fields, read_yaml

_TABLES = Path(__file__).parent / "tables"
_COLUMNS = ("code", "name", "parent", "from_year", "to_year", "source", "verified", "note")


def table_names() -> tuple[str, ...]:
    """The names of all tables that ship."""
    return tuple(sorted(path.stem for path in _TABLES.glob("*.yaml")))


@cache
def load_table(name: str) -> CodeTable:
    """Load a table that ships, by its English name."""
    if name not in table_names():
        raise ValueError(f"no code table {name!r}; there are {', '.join(table_names())}")
    return table_from_fields(read_yaml(_TABLES / f"{name}.yaml"), folder=_TABLES)


def table_from_fields(fields: Fields, *, folder: Path | None = None) -> CodeTable:
    """Read a table. Entries without their own ``source`` and ``verified`` have those of the head.

    The head: ``table`` (English name), ``title``, ``version``, ``is_complete``, ``source``, ``verified``,
    optional ``attributes`` (further columns), then ``entries`` (a list) or ``rows`` (a TSV in ``folder``).
    """
    name, title, version = fields.text("table"), fields.text("title"), fields.text("version")
    is_complete = fields.flag("is_complete")
    source, verified = fields.text_or_none("source"), fields.flag("verified")
    if verified and source is None:
        raise fields.refuse("source", "写明已核实的表必须写明来源")
    attributes = fields.texts("attributes")
    rows = fields.text_or_none("rows")
    parts = [*fields.parts("entries"), *(_rows(folder / rows, attributes) if folder and rows else ())]
    fields.finish()
    entries = tuple(_entry(part, attributes, source=source, verified=verified) for part in parts)
    return CodeTable(name, title, version, is_complete, entries)


def _entry(part: Fields, attributes: tuple[str, ...], *, source: str | None, verified: bool) -> CodeEntry:
    entry = CodeEntry(
        code=part.text("code"),
        name=part.text("name"),
        parent=part.text_or_none("parent"),
        source=part.text_or_none("source") or source,
        verified=part.flag_or("verified", verified),
        from_year=part.whole_or_none("from_year"),
        to_year=part.whole_or_none("to_year"),
        note=part.text_or_none("note"),
        attributes={key: text for key in attributes if (text := part.text_or_none(key)) is not None},
    )
    part.finish()
    if entry.from_year and entry.to_year and entry.to_year < entry.from_year:
        raise part.refuse("to_year", "结束年度早于开始年度")
    if entry.verified and entry.source is None:
        raise part.refuse("source", "写明已核实的条目必须写明来源")
    return entry


def _rows(path: Path, attributes: tuple[str, ...]) -> Iterator[Fields]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", restkey="", quoting=csv.QUOTE_NONE)
        unknown = set(reader.fieldnames or ()) - {*_COLUMNS, *attributes}
        if unknown:
            message = f"不认识的列：{'、'.join(sorted(unknown))}。"
            raise RuleViolation("standards.unknown_field", message, place=path.name)
        for row in reader:
            place = f"{path.name} 第 {reader.line_num} 行"
            if "" in row:
                raise RuleViolation("standards.bad_row", "这一行的列数比表头多，请核对。", place=place)
            yield Fields({key: _typed(key, text) for key, text in row.items() if text}, place=place)


def _typed(key: str, text: str) -> object:
    if key in ("from_year", "to_year") and text.isdecimal():
        return int(text)
    if key == "verified" and text in ("true", "false"):
        return text == "true"
    return text
