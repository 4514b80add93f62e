"""Reading one cell, whether it comes from a spreadsheet, a text file or a form."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from congress.standards.codes import load_table
from congress.standards.datasets.schema import DatasetField, FieldType, Value
from congress.standards.errors import RuleViolation
from congress.standards.values import (
    Absence,
    FiscalYear,
    Money,
    RegionCode,
    Share,
    absence_of,
    date_from_text,
)
from congress.standards.values.written import closed_up, half_width, shown

_FLAGS = {
    "是": True,
    "有": True,
    "true": True,
    "1": True,
    "否": False,
    "无": False,
    "false": False,
    "0": False,
}
_IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def cell_text(content: object) -> str:
    """The cell as text. Spreadsheets keep every number as a float: 441900.0 was written 441900."""
    match content:
        case None:
            return ""
        case bool():
            return "是" if content else "否"
        case float():
            if math.isnan(content):
                return ""
            # The shortest writing of the float is what was typed; spelt out, for 1e-05 is no number to people.
            return str(int(content)) if content.is_integer() else f"{Decimal(repr(content)):f}"
        case datetime():
            return (
                content.date().isoformat() if content.time() == datetime.min.time() else content.isoformat()
            )
        case date():
            return content.isoformat()
        case _:
            return str(content).strip()


def read_cell(column: DatasetField, content: object) -> Value:
    """Read a cell by the type of its column; raises a violation that says what to write instead."""
    text = cell_text(content)
    absence = absence_of(text)
    # 无 in a column of words or of yes and no is a value.
    if absence is Absence.NOT_APPLICABLE and column.type in (FieldType.TEXT, FieldType.FLAG):
        absence = None
    if absence is not None:
        return _absent(column, absence, text)
    value = _READERS[column.type](column, text)
    _check_bounds(column, value)
    return value


def _absent(column: DatasetField, absence: Absence, text: str) -> Value:
    if absence is Absence.NOT_APPLICABLE and column.allow_not_applicable:
        return absence
    if column.required:
        raise RuleViolation("datasets.required", f"“{column.title}”必须填写。")
    if absence is Absence.NOT_APPLICABLE:
        raise RuleViolation("datasets.not_a_value", f"“{text}”不是有效内容，没有就留空。")
    return None


def _check_bounds(column: DatasetField, value: Value) -> None:
    if isinstance(value, str) and column.max_length is not None and len(value) > column.max_length:
        message = f"超过 {column.max_length} 个字（现有 {len(value)} 个），请精简。"
        raise RuleViolation("datasets.too_long", message)
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return
    if column.minimum is not None and value < column.minimum:
        raise RuleViolation("datasets.too_small", f"不能小于 {column.minimum}。")
    if column.maximum is not None and value > column.maximum:
        raise RuleViolation("datasets.too_large", f"不能大于 {column.maximum}。")


def _text(_: DatasetField, text: str) -> str:
    return text


def _identifier(_: DatasetField, text: str) -> str:
    plain = closed_up(text)
    if not _IDENTIFIER.fullmatch(plain):
        message = f"“{shown(text)}”含有编码里不能用的字符，只能用字母、数字、点、横线和下划线。"
        raise RuleViolation("datasets.bad_identifier", message)
    return plain


def _whole(_: DatasetField, text: str) -> int:
    plain = half_width(text).replace(",", "")
    if not _WHOLE.fullmatch(plain):
        raise RuleViolation("datasets.not_whole", f"“{shown(text)}”不是整数，请填写整数。")
    return int(plain)


def _decimal(_: DatasetField, text: str) -> Decimal:
    plain = half_width(text).replace(",", "")
    if not _DECIMAL.fullmatch(plain):
        raise RuleViolation("datasets.not_a_number", f"“{shown(text)}”不是数字，请填写数字。")
    return Decimal(plain)


def _money(column: DatasetField, text: str) -> Money:
    return Money.parse(text, unit=column.unit, allow_negative=column.allow_negative)


def _share(_: DatasetField, text: str) -> Share:
    return Share.parse(text)


def _date(_: DatasetField, text: str) -> date:
    return date_from_text(text)


def _year(_: DatasetField, text: str) -> FiscalYear:
    return FiscalYear.parse(text)


def _region(_: DatasetField, text: str) -> RegionCode:
    return RegionCode.parse(text)


def _code(column: DatasetField, text: str) -> str:
    table = load_table(str(column.table))
    found = table.called(text) or table.called(closed_up(text))
    if len(found) == 1:
        return found[0].code
    if found:
        message = f"“{shown(text)}”在“{table.title}”里不止一个，请改填代码。"
        raise RuleViolation("datasets.ambiguous_code", message)
    choices = "、".join(entry.name for entry in table.entries[:20])
    message = (
        f"“{table.title}”里没有“{shown(text)}”，可以填：{choices}{'等' if len(table.entries) > 20 else ''}。"
    )
    raise RuleViolation("datasets.unknown_code", message)


def _flag(_: DatasetField, text: str) -> bool:
    plain = closed_up(text).lower()
    if plain not in _FLAGS:
        raise RuleViolation("datasets.not_a_flag", f"“{shown(text)}”应当填“是”或“否”。")
    return _FLAGS[plain]


_READERS: dict[FieldType, Callable[[DatasetField, str], Value]] = {
    FieldType.TEXT: _text,
    FieldType.IDENTIFIER: _identifier,
    FieldType.WHOLE: _whole,
    FieldType.DECIMAL: _decimal,
    FieldType.MONEY: _money,
    FieldType.SHARE: _share,
    FieldType.DATE: _date,
    FieldType.YEAR: _year,
    FieldType.REGION: _region,
    FieldType.CODE: _code,
    FieldType.FLAG: _flag,
}
