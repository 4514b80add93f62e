"""XLSX: opened with care, read by its head, written so that it can be read again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter

from congress.platform.organisation.domain.people_rows import PEOPLE
from congress.platform.organisation.tests.refusing import refusal_of
from congress.platform.organisation.workbooks import (
    MOST_BYTES,
    faults_workbook,
    read_table,
    reading,
    repacked,
    workbook,
)
from congress.platform.organisation.workbooks.exporting import blank_workbook
from congress.standards.datasets import load_dataset, validate

TREE = load_dataset("organisation_tree")
GOOD = workbook(dataset=PEOPLE, rows=[["RD", "陈明", "男", date(1980, 5, 1), "13800138000"]])


def rezipped(change: Callable[[str, bytes], bytes | None], *more: tuple[str, bytes]) -> bytes:
    """The good file with its parts changed; None leaves one out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in more:
            new.writestr(name, content)
    return packed.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(old, new, 1) if name == "xl/worksheets/sheet1.xml" else content

    return rezipped(change)


def sheet_of(*rows: list[object], hidden: bool = False) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    first = book.add_worksheet("封面")
    if hidden:
        first.write(0, 0, "机构编码")
        first.write(0, 1, "姓名")
    sheet = book.add_worksheet("名单")
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            sheet.write(number, place, cell)
    if hidden:
        sheet.activate()
        first.hide()
    book.close()
    return file.getvalue()


def read(content: bytes, most_rows: int = 100) -> tuple[list[object], list[list[object]], int]:
    table = read_table(content=content, dataset=PEOPLE, most_rows=most_rows)
    return list(table.head), [list(row) for row in table.rows], table.first_row


def test_what_is_written_is_read_again() -> None:
    head, rows, first = read(GOOD)
    assert tuple(head) == PEOPLE.header
    assert rows[0][:5] == ["RD", "陈明", "男", date(1980, 5, 1), "13800138000"]
    assert first == 2


def test_formulas_stay_texts() -> None:
    _, rows, _ = read(workbook(dataset=PEOPLE, rows=[["RD", "=1+1"]]))
    assert rows[0][1] == "=1+1"


def test_a_title_above_the_head_is_passed_over() -> None:
    content = sheet_of(["云川市人员名单"], [], ["机构编码", " 姓 名 "], ["RD", "陈明"])
    _, rows, first = read(content)
    assert (rows, first) == ([["RD", "陈明"]], 4)


def test_hidden_sheets_are_not_read() -> None:
    _, rows, _ = read(sheet_of(["机构编码", "姓名"], ["RD", "陈明"], hidden=True))
    assert rows == [["RD", "陈明"]]


def test_a_head_without_the_needed_columns_is_found_wanting() -> None:
    table = read_table(content=sheet_of(["名字"], ["陈明"]), dataset=PEOPLE, most_rows=10)
    found = validate(dataset=PEOPLE, header=table.head, rows=table.rows, first_row=table.first_row)
    assert {fault.field for fault in found.faults} == {"机构编码", "姓名"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "organisation.file_empty"),
        (b"x" * (MOST_BYTES + 1), "organisation.file_too_large"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "organisation.file_old"),
        (b"PK\x03\x04 broken", "organisation.file_broken"),
        ("机构编码,姓名".encode(), "organisation.file_broken"),
        (
            rezipped(lambda name, content: None if name == "xl/workbook.xml" else content),
            "organisation.file_broken",
        ),
        (
            rezipped(lambda name, content: content, *((f"x{n}", b"") for n in range(400))),
            "organisation.file_bomb",
        ),
        (rezipped(lambda name, content: content, ("x", b"0" * 12_000_000)), "organisation.file_bomb"),
        (rezipped(lambda name, content: b"\xff\xfe" + content), "organisation.file_broken"),
        (in_sheet(b'r="B2"', b'r="XFD2"'), "organisation.file_too_wide"),
        (in_sheet(b'<row r="2"', b'<row r="1048576"'), "organisation.file_too_long"),
        (in_sheet(b'<c r="B2"', b"<c"), "organisation.file_broken"),
        (
            rezipped(lambda name, content: b"<x/>" if name == "xl/workbook.xml" else content),
            "organisation.file_broken",
        ),
        (sheet_of(), "organisation.file_blank"),
    ],
)
def test_files_that_are_not_read(content: bytes, code: str) -> None:
    refused = refusal_of(read, content)
    assert (refused.code, refused.field) == (code, "file")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused() -> None:
    content = rezipped(lambda name, content: content, ("xl/workbook.xml", b"<x/>"))
    assert refusal_of(read, content).code == "organisation.file_broken"


def test_a_member_behind_a_password_is_refused() -> None:
    content = bytearray(GOOD)
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1  # the flag in the central directory
    assert refusal_of(read, bytes(content)).code == "organisation.file_locked"


def test_the_claims_of_a_string_table_are_not_believed() -> None:
    def claim(name: str, content: bytes) -> bytes:
        return (
            content.replace(b'uniqueCount="', b'uniqueCount="4000000000')
            if "sharedStrings" in name
            else content
        )

    inflated = rezipped(claim)
    assert b"4000000000" not in repacked(content=inflated, most_rows=10)
    assert read(inflated)[1][0][1] == "陈明"


def test_more_rows_than_allowed_are_refused() -> None:
    many = workbook(dataset=PEOPLE, rows=[["RD", f"人{n}"] for n in range(11)])
    assert refusal_of(read, many, 10).code == "organisation.file_too_long"
    assert len(read(many, 11)[1]) == 11


def test_a_date_beyond_the_calendar_is_broken_not_a_crash() -> None:
    hostile = in_sheet(b"<v>29342</v>", b"<v>-1e308</v>")
    assert refusal_of(read, hostile).code == "organisation.file_broken"


def test_what_breaks_off_for_another_reason_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(sheet: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "_rows", interrupted)
    with pytest.raises(KeyboardInterrupt):
        read(GOOD)


@pytest.mark.parametrize("kind", ["bodies", "people"])
def test_blank_tables_explain_themselves(kind: str) -> None:
    content = blank_workbook(kind=kind)
    dataset = TREE if kind == "bodies" else PEOPLE
    table = read_table(content=content, dataset=dataset, most_rows=10)
    assert tuple(table.head) == dataset.header
    assert table.rows == []


def test_faults_are_written_with_row_column_and_reason() -> None:
    table = read_table(
        content=faults_workbook(faults=[[3, "姓名", "必须填写。"], [4, "", "多了一格。"]]),
        dataset=PEOPLE,
        most_rows=10,
    )
    assert list(table.rows) == [[3.0, "姓名", "必须填写。"], [4.0, "整行", "多了一格。"]]
