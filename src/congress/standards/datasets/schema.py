"""What an exchanged table looks like, and what comes of reading one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from congress.standards.values import Absence, FiscalYear, Money, MoneyUnit, RegionCode, Share

# A blank cell is None; a cell that says "not applicable" is Absence.NOT_APPLICABLE where the field allows it.
Value = str | int | bool | Decimal | Money | Share | FiscalYear | RegionCode | date | Absence | None


class FieldType(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    IDENTIFIER = "identifier"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    YEAR = "year"
    REGION = "region"
    CODE = "code"
    FLAG = "flag"


class DataClass(StrEnum):
    """How far a field may travel."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class CheckKind(StrEnum):
    """A check over whole rows; ``datasets/checks.py`` says what each demands."""

    PARENT_EXISTS = "parent_exists"
    NO_CIRCLE = "no_circle"
    DATES_IN_ORDER = "dates_in_order"
    LEVEL_NOT_ABOVE_PARENT = "level_not_above_parent"
    REGION_WITHIN_PARENT = "region_within_parent"


@dataclass(frozen=True, slots=True)
class DatasetField:
    """One column: ``name`` in code and files for machines, ``title`` at its head for people."""

    name: str
    title: str
    type: FieldType
    required: bool
    description: str
    data_class: DataClass
    unit: MoneyUnit | None = None
    table: str | None = None
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    allow_negative: bool = False
    allow_not_applicable: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One check over rows and the fields it looks at, in the order the check wants them."""

    kind: CheckKind
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Dataset:
    """An exchanged table: its columns in order, what tells one row from another, and its checks."""

    name: str
    title: str
    version: str
    description: str
    fields: tuple[DatasetField, ...]
    key: tuple[str, ...]
    checks: tuple[Check, ...]

    def field(self, name: str) -> DatasetField:
        """The column of a name."""
        return next(column for column in self.fields if column.name == name)

    @property
    def header(self) -> tuple[str, ...]:
        """The heads of the columns, for an empty form."""
        return tuple(column.title for column in self.fields)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read, with its number in the file and every field of the table."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row: its number, the column's title (none for the whole row), why, and a code."""

    row: int
    field: str | None
    reason: str
    code: str

    def __str__(self) -> str:
        """Say it in one line."""
        column = f"“{self.field}”" if self.field else ""
        return f"第 {self.row} 行{column}：{self.reason}"


@dataclass(frozen=True, slots=True)
class Validation:
    """Rows without a fault, all faults in the order of rows, and the columns nobody knows."""

    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...]
    ignored_columns: tuple[str, ...] = field(default=())

    @property
    def is_clean(self) -> bool:
        """Whether every row was read."""
        return not self.faults
