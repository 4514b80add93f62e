"""Reading the definitions of exchanged tables."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from congress.standards.codes import table_names
from congress.standards.datasets.checks import fields_wanted
from congress.standards.datasets.schema import (
    Check,
    CheckKind,
    DataClass,
    Dataset,
    DatasetField,
    FieldType,
)
from congress.standards.values import MoneyUnit
from congress.standards.yaml_files import Fields, read_yaml

_TABLES = Path(__file__).parent / "tables"
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def dataset_names() -> tuple[str, ...]:
    """The names of the tables whose definitions ship."""
    return tuple(sorted(path.stem for path in _TABLES.glob("*.yaml")))


@cache
def load_dataset(name: str) -> Dataset:
    """Load a definition that ships, by its English name."""
    if name not in dataset_names():
        raise ValueError(f"no dataset {name!r}; there are {', '.join(dataset_names())}")
    return dataset_from_fields(read_yaml(_TABLES / f"{name}.yaml"))


def dataset_from_fields(head: Fields) -> Dataset:
    """Read a definition: ``dataset``, ``title``, ``version``, ``description``, ``fields``, ``key``, ``checks``.

    Refuses fields named twice, keys and checks over fields that do not exist, and code columns without a table.
    """
    dataset = Dataset(
        name=head.text("dataset"),
        title=head.text("title"),
        version=head.text("version"),
        description=head.text("description"),
        fields=tuple(_field(part) for part in head.parts("fields")),
        key=head.texts("key"),
        checks=tuple(_check(part) for part in head.parts("checks")),
    )
    head.finish()
    names = [column.name for column in dataset.fields]
    titles = [column.title for column in dataset.fields]
    if len(set(names)) < len(names) or len(set(titles)) < len(titles):
        raise head.refuse("fields", "有两列的名称相同")
    if not dataset.key or not set(dataset.key) <= set(names):
        raise head.refuse("key", "主键必须由已有的列组成")
    for check in dataset.checks:
        if not set(check.fields) <= set(names) or len(check.fields) != fields_wanted(check):
            raise head.refuse("checks", f"检查“{check.kind}”所列的字段不对")
    return dataset


def _field(part: Fields) -> DatasetField:
    kind = FieldType(part.one_of("type", list(FieldType)))
    unit = part.text_or_none("unit")
    column = DatasetField(
        name=part.text("name"),
        title=part.text("title"),
        type=kind,
        required=part.flag("required"),
        description=part.text("description"),
        data_class=DataClass(part.one_of("data_class", list(DataClass))),
        unit=None if unit is None else MoneyUnit.parse(unit),
        table=part.text_or_none("table"),
        max_length=part.whole_or_none("max_length"),
        minimum=part.whole_or_none("minimum"),
        maximum=part.whole_or_none("maximum"),
        allow_negative=part.flag_or("allow_negative", False),
        allow_not_applicable=part.flag_or("allow_not_applicable", False),
    )
    part.finish()
    if not _NAME.fullmatch(column.name):
        raise part.refuse("name", "应当是小写英文加下划线")
    if (kind is FieldType.CODE) != (column.table in table_names()):
        raise part.refuse("table", "代码列必须写明一张已有的代码表，其他列不写")
    if (kind is FieldType.MONEY) != (column.unit is not None):
        raise part.refuse("unit", "金额列必须写明单位，其他列不写")
    return column


def _check(part: Fields) -> Check:
    check = Check(CheckKind(part.one_of("kind", list(CheckKind))), part.texts("fields"))
    part.finish()
    return check
