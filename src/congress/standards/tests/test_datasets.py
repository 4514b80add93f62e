"""Exchanged tables: every fault is told with its row, its column and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from congress.standards.datasets import (
    Dataset,
    DatasetField,
    FieldType,
    Validation,
    Value,
    dataset_from_fields,
    dataset_names,
    load_dataset,
    validate,
)
from congress.standards.datasets.cells import cell_text, read_cell
from congress.standards.datasets.schema import DataClass
from congress.standards.tests.refusals import refused
from congress.standards.values import Absence, FiscalYear, Money, MoneyUnit, RegionCode, Share
from congress.standards.yaml_files import read_yaml_text

TREE = load_dataset("organisation_tree")
CITY: list[object] = ["DG", "东莞市", None, None, "地方", "地级", "441900", 1, date(2020, 1, 1), None]
CONGRESS: list[object] = ["DG-RD", "市人大", "人大", "DG", "人大", "市级", "441900", 2.0, None, None]
TOWN: list[object] = ["DG-SJ", "石碣镇", "石碣", "DG", "镇街", "镇级", 441900101.0, "3", "2020-01-01", ""]


def tree(
    *rows: Sequence[object], header: Sequence[object] = TREE.header, known: Sequence[str] = ()
) -> Validation:
    """Read rows as an organisation tree."""
    return validate(dataset=TREE, header=header, rows=rows, known_keys=known)


def changed(row: list[object], **changes: object) -> list[object]:
    """A row with some cells changed, by field name."""
    cells = list(row)
    for name, content in changes.items():
        cells[[column.name for column in TREE.fields].index(name)] = content
    return cells


def test_a_clean_tree() -> None:
    read = tree(CITY, CONGRESS, [None] * 10, TOWN)
    assert read.is_clean
    assert [row.number for row in read.rows] == [2, 3, 5]
    assert read.rows[2].values == {
        "body_code": "DG-SJ",
        "name": "石碣镇",
        "short_name": "石碣",
        "parent_code": "DG",
        "kind": "town_or_street",
        "level": "town",
        "region_code": RegionCode("441900101"),
        "sort_order": 3,
        "start_date": date(2020, 1, 1),
        "end_date": None,
    }


def test_columns_in_any_order_and_by_english_name() -> None:
    header = [column.name for column in TREE.fields][::-1]
    assert tree(CITY[::-1], header=header).rows == tree(CITY).rows


def test_unknown_columns_are_told_and_passed_over() -> None:
    read = tree([*CITY, "随便"], header=[*TREE.header, "备注"])
    assert read.is_clean
    assert read.ignored_columns == ("备注",)


def test_optional_columns_may_be_absent() -> None:
    assert tree(CITY[:7], header=TREE.header[:7]).is_clean


def test_a_head_without_a_required_column() -> None:
    read = tree(CITY[1:], header=TREE.header[1:])
    assert [(fault.row, fault.field, fault.code) for fault in read.faults] == [
        (1, "机构编码", "datasets.column_missing")
    ]
    assert read.rows == ()


def test_a_head_with_a_column_twice() -> None:
    read = tree(header=[*TREE.header, "机构名称"])
    assert [fault.code for fault in read.faults] == ["datasets.column_twice"]


def test_every_fault_of_a_row_is_told_at_once() -> None:
    read = tree(
        CITY, changed(CONGRESS, name="", kind="协会", region_code="4419", sort_order=-1, start_date="昨天")
    )
    assert [(fault.row, fault.field, fault.code) for fault in read.faults] == [
        (3, "机构名称", "datasets.required"),
        (3, "机构类别", "datasets.unknown_code"),
        (3, "排序", "datasets.too_small"),
        (3, "启用日期", "date.unreadable"),
    ]
    assert [row.number for row in read.rows] == [2]
    assert str(read.faults[0]) == "第 3 行“机构名称”：“机构名称”必须填写。"
    assert "党委" in read.faults[1].reason


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"body_code": "编码 1"}, "机构编码", "datasets.bad_identifier"),
        ({"body_code": "A" * 41}, "机构编码", "datasets.too_long"),
        ({"parent_code": "无"}, "上级编码", "datasets.not_a_value"),
        ({"parent_code": "XX"}, "上级编码", "datasets.parent_exists"),
        ({"parent_code": "DG-RD"}, "上级编码", "datasets.no_circle"),
        ({"region_code": "44190"}, "行政区划代码", "region.bad_length"),
        ({"region_code": "440100"}, "行政区划代码", "datasets.region_within_parent"),
        ({"level": "省级"}, "层级", "datasets.level_not_above_parent"),
        ({"sort_order": 1.5}, "排序", "datasets.not_whole"),
        ({"sort_order": 1_000_000}, "排序", "datasets.too_large"),
        ({"start_date": "2026-02-01", "end_date": "2026-01-31"}, "停用日期", "datasets.dates_in_order"),
        ({"start_date": "2026-02-30"}, "启用日期", "date.impossible"),
    ],
)
def test_refusals(changes: dict[str, object], field: str, code: str) -> None:
    read = tree(CITY, changed(CONGRESS, **changes))
    assert [(fault.row, fault.field, fault.code) for fault in read.faults] == [(3, field, code)]
    assert read.faults[0].reason.endswith("。")


def test_the_same_key_twice_names_the_first_row() -> None:
    read = tree(CITY, CONGRESS, changed(TOWN, body_code="DG-RD"))
    assert [(fault.row, fault.code) for fault in read.faults] == [(4, "datasets.key_twice")]
    assert "第 3 行的机构编码" in read.faults[0].reason


def test_rows_without_a_readable_key_are_faulted_once() -> None:
    read = tree(CITY, changed(CONGRESS, body_code=""), changed(TOWN, body_code=""))
    assert [fault.code for fault in read.faults] == ["datasets.required", "datasets.required"]


def test_one_wrong_parent_does_not_condemn_its_children() -> None:
    read = tree(changed(CITY, sort_order="甲"), CONGRESS)
    assert [(fault.row, fault.code) for fault in read.faults] == [(2, "datasets.not_whole")]


def test_a_longer_circle_is_found_at_each_of_its_rows() -> None:
    one, two, three = (
        changed(CITY, body_code="A", parent_code="C"),
        changed(CITY, body_code="B", parent_code="A"),
        changed(CITY, body_code="C", parent_code="B"),
    )
    below = changed(CITY, body_code="D", parent_code="A")
    assert [fault.row for fault in tree(one, two, three, below).faults] == [2, 3, 4]


def test_unreadable_cells_pass_the_checks_across_rows() -> None:
    read = tree(changed(CITY, level="洲", region_code="甲"), CONGRESS)
    assert [(fault.row, fault.code) for fault in read.faults] == [
        (2, "datasets.unknown_code"),
        (2, "region.bad_length"),
    ]


def test_parents_outside_the_file() -> None:
    assert tree(CONGRESS, known=["DG"]).is_clean
    assert [fault.code for fault in tree(CONGRESS).faults] == ["datasets.parent_exists"]


def test_a_row_longer_than_the_head() -> None:
    read = tree([*CITY, "多出的一格"], [*CONGRESS, None, ""])
    assert [(fault.row, fault.field, fault.code) for fault in read.faults] == [
        (2, None, "datasets.too_many_cells")
    ]
    assert str(read.faults[0]).startswith("第 2 行：")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (None, ""),
        (True, "是"),
        (False, "否"),
        (441900.0, "441900"),
        (0.1, "0.1"),
        (1e-05, "0.00001"),
        (float("nan"), ""),
        (float("inf"), "Infinity"),
        (datetime(2026, 3, 1), "2026-03-01"),  # noqa: DTZ001 - spreadsheets know no zones
        (datetime(2026, 3, 1, 8), "2026-03-01T08:00:00"),  # noqa: DTZ001
        (date(2026, 3, 1), "2026-03-01"),
        (12, "12"),
        (" 甲 ", "甲"),
    ],
)
def test_cells_as_text(content: object, text: str) -> None:
    assert cell_text(content) == text


def column(kind: FieldType, **more: object) -> DatasetField:
    """A column of a type."""
    return DatasetField(
        "amount",
        "金额",
        kind,
        False,
        "试验",
        DataClass.INTERNAL,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("kind", "more", "content", "value"),
    [
        (FieldType.TEXT, {}, "无", "无"),
        (FieldType.DECIMAL, {}, 0.1, Decimal("0.1")),
        (FieldType.DECIMAL, {}, "１,234.5", Decimal("1234.5")),
        (FieldType.MONEY, {"unit": MoneyUnit.TEN_THOUSAND_YUAN}, 1494.42, Money.of_yuan(14_944_200)),
        (FieldType.MONEY, {"unit": MoneyUnit.YUAN, "allow_negative": True}, "-3", Money.of_yuan(-3)),
        (
            FieldType.MONEY,
            {"unit": MoneyUnit.YUAN, "allow_not_applicable": True},
            "不涉及",
            Absence.NOT_APPLICABLE,
        ),
        (FieldType.MONEY, {"unit": MoneyUnit.YUAN}, 0, Money.zero()),
        (FieldType.MONEY, {"unit": MoneyUnit.YUAN}, "", None),
        (FieldType.SHARE, {}, "95%", Share(Fraction(19, 20))),
        (FieldType.YEAR, {}, 2026.0, FiscalYear(2026)),
        (FieldType.FLAG, {}, "无", False),
        (FieldType.FLAG, {}, True, True),
        (FieldType.FLAG, {"maximum": 0}, True, True),
        (FieldType.CODE, {"table": "regions"}, "廉江市", "440881"),
        (FieldType.CODE, {"table": "regions"}, "４４０８８１", "440881"),
        (FieldType.WHOLE, {}, "1,234", 1234),
    ],
)
def test_cells_by_type(kind: FieldType, more: dict[str, object], content: object, value: Value) -> None:
    assert read_cell(column(kind, **more), content) == value


@pytest.mark.parametrize(
    ("kind", "more", "content", "code"),
    [
        (FieldType.DECIMAL, {}, "约3", "datasets.not_a_number"),
        (FieldType.DECIMAL, {}, float("inf"), "datasets.not_a_number"),
        (FieldType.MONEY, {"unit": MoneyUnit.YUAN}, "-3", "money.negative"),
        (FieldType.MONEY, {"unit": MoneyUnit.YUAN}, "不涉及", "datasets.not_a_value"),
        (FieldType.FLAG, {}, "也许", "datasets.not_a_flag"),
        (FieldType.CODE, {"table": "expenditure_function"}, "行政运行", "datasets.ambiguous_code"),
        (FieldType.CODE, {"table": "regions"}, "乌有乡", "datasets.unknown_code"),
    ],
)
def test_wrong_cells(kind: FieldType, more: dict[str, object], content: object, code: str) -> None:
    with refused(code):
        read_cell(column(kind, **more), content)


DEFINITION = """
dataset: trial
title: 试验表
version: "1"
description: 试验
key: [{key}]
fields:
  - {{name: body, title: 机构, type: identifier, required: true, description: 甲, data_class: public}}
  - {{name: {name}, title: {title}, type: {kind}, required: false, description: 乙, data_class: internal{more}}}
checks: [{check}]
"""


def definition(
    *,
    key: str = "body",
    name: str = "amount",
    title: str = "金额",
    kind: str = "text",
    more: str = "",
    check: str = "",
) -> Dataset:
    """A small definition with one thing changed."""
    text = DEFINITION.format(key=key, name=name, title=title, kind=kind, more=more, check=check)
    return dataset_from_fields(read_yaml_text(text, place="试验"))


def test_a_small_definition() -> None:
    trial = definition(kind="money", more=", unit: 万元", check="{kind: no_circle, fields: [body, amount]}")
    assert trial.header == ("机构", "金额")
    assert trial.field("amount").unit is MoneyUnit.TEN_THOUSAND_YUAN


@pytest.mark.parametrize(
    "changes",
    [
        {"key": ""},
        {"key": "colour"},
        {"name": "body"},
        {"title": "机构"},
        {"name": "Amount"},
        {"kind": "number"},
        {"kind": "money"},
        {"more": ", unit: 元"},
        {"kind": "code"},
        {"kind": "code", "more": ", table: colours"},
        {"check": "{kind: no_circle, fields: [body, colour]}"},
        {"check": "{kind: no_circle, fields: [body]}"},
        {"check": "{kind: nothing, fields: [body]}"},
    ],
)
def test_wrong_definitions(changes: dict[str, str]) -> None:
    with refused("standards.bad_field"):
        definition(**changes)


def test_asking_for_a_definition_that_does_not_ship() -> None:
    with pytest.raises(ValueError, match="no dataset"):
        load_dataset("colours")


@pytest.mark.parametrize("name", dataset_names())
def test_definitions_that_ship(name: str) -> None:
    assert load_dataset(name).name == name
    assert load_dataset(name) is load_dataset(name)
