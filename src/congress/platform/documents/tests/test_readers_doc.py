"""Word 97–2003 files: rows, cells and merges as they were written, and nothing believed without looking."""

from __future__ import annotations

import struct

import pytest

from congress.platform.documents.contracts import Place, SourceText
from congress.platform.documents.readers import doc
from congress.platform.documents.readers.doc_formats import Run, Runs

from .making import held, texts
from .old_office import (
    HIDDEN,
    IN_TABLE,
    INNER,
    INNER_CELL_END,
    INNER_ROW_END,
    INSERTED,
    NUMBERED,
    REMOVED,
    ROW_END,
    container_of,
    doc_of,
    doc_streams,
    row_shape,
    symbol,
)

FIRST, MERGED, DOWN, DOWN_BEGINS = 1, 2, 0x20, 0x60
THREE = (0, 1000, 2000, 3000)
Paragraphs = list[tuple[str, bytes]]


def row(cells: tuple[str, ...], edges: tuple[int, ...] = THREE, flags: tuple[int, ...] = ()) -> Paragraphs:
    """The paragraphs of one table row."""
    return [*((f"{text}\x07", IN_TABLE) for text in cells), ("\x07", ROW_END + row_shape(edges, flags))]


def read(paragraphs: Paragraphs, **options: object) -> SourceText:
    return doc.read(content=doc_of(paragraphs, **options))  # type: ignore[arg-type]


def test_paragraphs_and_tables_in_the_order_of_the_body() -> None:
    source = read(
        [
            ("绩效目标表\r", b""),
            ("\r", b""),
            *row(("指标", "", "目标值")),
            *row(("数量", "≥3次", "")),
            ("说明\r", b""),
        ]
    )
    assert texts(source) == [["绩效目标表"], ["指标", "", "目标值"], ["数量", "≥3次", ""], ["说明"]]
    assert [(each.line, each.table) for each in source.rows] == [(1, None), (3, 1), (4, 1), (5, None)]
    assert source.notes == ()


def test_a_cell_of_several_paragraphs_and_lines() -> None:
    cells = [("一\r", IN_TABLE), ("二\x0b三\x07", IN_TABLE), ("\x07", IN_TABLE), ("\x07", IN_TABLE)]
    source = read([*cells, ("\x07", ROW_END + row_shape(THREE))])
    assert texts(source) == [["一\n二\n三", "", ""]]


def test_tables_parted_by_text_have_numbers_of_their_own() -> None:
    source = read([*row(("甲", "", "")), ("说明\r", b""), *row(("乙", "", ""))])
    assert [each.table for each in source.rows] == [1, None, 2]


class TestMerges:
    def test_over_columns_by_width(self) -> None:
        source = read([*row(("宽", "窄"), (0, 2000, 3000)), *row(("一", "二", "三"))])
        assert texts(source) == [["宽", "·", "窄"], ["一", "二", "三"]]
        assert source.rows[0].cells[1].origin == Place(1, 1)

    @pytest.mark.parametrize("flags", [(FIRST, MERGED, 0), (3, 1, 0), (2, 1, 0)])
    def test_over_columns_by_flags_of_either_generation(self, flags: tuple[int, ...]) -> None:
        source = read(row(("宽", "", "窄"), THREE, flags))
        assert texts(source) == [["宽", "·", "窄"]]

    def test_two_sets_side_by_side(self) -> None:
        edges = (0, 1000, 2000, 3000, 4000)
        source = read(
            [*row(("甲", "", "乙", ""), edges, (1, 2, 1, 2)), *row(("一", "二", "三", "四"), edges)]
        )
        assert texts(source)[0] == ["甲", "·", "乙", "·"]
        assert [cell.origin for cell in source.rows[0].cells] == [None, Place(1, 1), None, Place(1, 3)]

    def test_text_of_a_merged_neighbour_is_not_lost(self) -> None:
        assert texts(read(row(("甲", "乙", ""), THREE, (1, 2, 0))))[0][0] == "甲\n乙"

    def test_over_rows(self) -> None:
        source = read(
            [
                *row(("产出", "一", ""), THREE, (DOWN_BEGINS, 0, 0)),
                *row(("", "二", ""), THREE, (DOWN, 0, 0)),
                *row(("效益", "三", ""), THREE, (DOWN_BEGINS, 0, 0)),
            ]
        )
        assert [each.cells[0].origin for each in source.rows] == [None, Place(1, 1), None]

    def test_a_continuation_of_nothing_is_a_cell(self) -> None:
        assert texts(read(row(("甲", "", ""), THREE, (DOWN, 0, 0)))) == [["甲", "", ""]]

    def test_changes_after_the_definition(self) -> None:
        shape = row_shape(THREE)
        joined = shape + struct.pack("<HBB", 0x5624, 0, 2)
        parted = joined + struct.pack("<HBB", 0x5625, 0, 2)
        down = shape + struct.pack("<HBBB", 0xD62B, 2, 0, 3)
        goes_on = shape + struct.pack("<HBBB", 0xD62B, 2, 0, 1)
        ends = shape + struct.pack("<HBBB", 0xD62B, 2, 0, 0)
        rows = []
        for number, changes in enumerate((joined, parted, down, goes_on, ends)):
            rows += [(f"{text}\x07", IN_TABLE) for text in ("" if number == 3 else "甲", "", "丙")]
            rows.append(("\x07", ROW_END + changes))
        source = read([*rows, *row(("一", "二", "三"))])
        origins = [[cell.origin for cell in each.cells] for each in source.rows]
        assert origins[0] == [None, Place(1, 1), None]
        assert origins[1] == [None, None, None]
        assert origins[3] == [Place(3, 1), None, None]
        assert origins[4] == [None, None, None]

    def test_cells_added_removed_and_widened_after_the_definition(self) -> None:
        two = row_shape((0, 1000, 2000))
        added = two + struct.pack("<HBBH", 0x7621, 1, 1, 500)
        removed = row_shape(THREE) + struct.pack("<HBB", 0x5622, 0, 1)
        widened = two + struct.pack("<HBBH", 0x7623, 0, 1, 2000)
        told = []
        for changes, count in ((added, 3), (removed, 2), (widened, 2)):
            cells = [(f"{number}\x07", IN_TABLE) for number in range(count)]
            source = read([*cells, ("\x07", ROW_END + changes), *row(("一", "二", "三"))])
            told.append([(cell.text, cell.origin) for cell in source.rows[0].cells])
        assert told[0] == [("0", None), ("1", None), ("2", None), ("", Place(1, 3))]
        assert told[1] == [("0", None), ("1", None)]
        assert told[2] == [("0", None), ("", Place(1, 1)), ("1", None)]

    def test_a_row_that_begins_further_right(self) -> None:
        source = read([*row(("一", "二", "三")), *row(("四", "五"), (1000, 2000, 3000))])
        assert texts(source)[1] == ["", "四", "五"]

    def test_edges_that_differ_by_rounding_are_one(self) -> None:
        source = read([*row(("一", "二", "三")), *row(("四", "五", "六"), (5, 1003, 1990, 3010))])
        assert texts(source) == [["一", "二", "三"], ["四", "五", "六"]]


class TestShapes:
    """What a file does not tell, or tells wrongly, never loses a text."""

    def test_a_row_without_a_shape_has_a_column_for_each_cell(self) -> None:
        cells = [("一\x07", IN_TABLE), ("二\x07", IN_TABLE), ("\x07", ROW_END)]
        assert texts(read(cells)) == [["一", "二"]]

    @pytest.mark.parametrize(
        ("cells", "edges"),
        [(("一", "二"), THREE), (("一", "二", "三"), (0, 2000, 1000, 3000)), (("一", "二"), (0, 10, 3000))],
    )
    def test_a_shape_that_does_not_fit_is_not_believed(
        self, cells: tuple[str, ...], edges: tuple[int, ...]
    ) -> None:
        assert texts(read(row(cells, edges))) == [list(cells)]

    def test_a_blank_cell_without_width_is_no_column(self) -> None:
        assert texts(read(row(("一", "", "二"), (0, 1000, 1010, 2000)))) == [["一", "二"]]

    def test_a_row_that_never_ends(self) -> None:
        source = read([("一\x07", IN_TABLE), ("二\r", IN_TABLE), ("后\r", b"")])
        assert texts(source) == [["一", "二"], ["后"]]

    def test_a_cell_mark_without_any_format(self) -> None:
        assert texts(read([("一\x07", b""), ("\x07", ROW_END)])) == [["一"]]

    def test_a_table_of_nothing_is_no_table(self) -> None:
        assert read([("\x07", ROW_END), ("后\r", b"")]).rows[0].table is None

    def test_no_cells_and_short_definitions(self) -> None:
        none = struct.pack("<HH", 0xD608, 3) + b"\x00\x00"
        short = struct.pack("<HH", 0xD608, 4) + b"\x05\x00\x00"
        for shape in (none, short):
            assert texts(read([("一\x07", IN_TABLE), ("\x07", ROW_END + shape)])) == [["一"]]


def test_nested_tables_follow_the_row_that_holds_them() -> None:
    source = read(
        [
            ("外\x07", IN_TABLE),
            ("前\r", IN_TABLE),
            ("内一\r", INNER_CELL_END),
            ("内二\r", INNER_CELL_END),
            ("\r", INNER_ROW_END + row_shape((0, 500, 900))),
            ("后\x07", IN_TABLE),
            ("\x07", ROW_END + row_shape((0, 1000, 2000))),
            ("完\r", b""),
        ]
    )
    assert texts(source) == [["外", "前\n后"], ["内一", "内二"], ["完"]]
    assert [(each.table, each.within) for each in source.rows] == [(1, None), (2, Place(1, 2)), (None, None)]


def test_a_nested_table_that_ends_with_the_file() -> None:
    assert texts(read([("内\r", INNER), ("甲\x07", IN_TABLE)])) == [["甲"], ["内"]]


def test_what_is_not_on_the_page() -> None:
    written = "甲隐乙删丙添丁\r"
    runs = [(1, 2, HIDDEN), (3, 4, REMOVED), (5, 6, INSERTED)]
    source = read([(written, b"")], runs=runs)
    assert texts(source) == [["甲乙丙添丁"]]
    assert any("修订" in note for note in source.notes)
    assert any("隐藏" in note for note in source.notes)


def test_a_removed_mark_does_not_join_what_it_parted() -> None:
    assert texts(read([("甲\r", b""), ("乙\r", b"")], runs=[(1, 2, REMOVED)])) == [["甲"], ["乙"]]


def test_ticks_of_picture_fonts() -> None:
    assert texts(read([("是((\r", b"")], runs=[(1, 2, symbol(0xF0FE)), (2, 3, symbol(0xF000))])) == [
        ["是☑\ufffd"]
    ]


def test_formats_that_do_not_matter() -> None:
    assert texts(read([("甲乙\r", b"")], runs=[(0, 1, struct.pack("<HB", 0x0835, 1))])) == [["甲乙"]]


def test_fields_show_their_result() -> None:
    written = "共\x13 =SUM(\x13 A \x14甲\x15) \x14 12\x15 元\x13 PAGE \x15\x14\x15\r"
    assert texts(read([(written, b"")])) == [["共 12 元"]]


def test_characters_that_stand_for_something_else() -> None:
    source = read([("一\x1e二\x1f三\x0e四\x01\x02\x05\t五\r", NUMBERED), ("\x0c", b"")])
    assert texts(source) == [["一-二三"], ["四\t五"]]
    assert [word for word in ("编号", "脚注", "图片") if any(word in note for note in source.notes)] == [
        "编号",
        "脚注",
        "图片",
    ]


def test_characters_beyond_the_basic_plane_keep_every_place() -> None:
    source = read([("𠮷田\r", b""), *row(("𠮷", "一", "")), ("a\ud842\r", b"")])
    assert texts(source) == [["𠮷田"], ["𠮷", "一", ""], ["a\ufffd"]]


def test_pieces_in_one_and_two_bytes() -> None:
    source = read([("绩效ABC\r", b""), *row(("é1", "二", "")), ("后\r", b"")], cuts=[2, 6, 6 + 3])
    assert texts(source) == [["绩效ABC"], ["é1", "二", ""], ["后"]]


def test_text_boxes_come_last_and_are_told() -> None:
    source = read([("正文\r", b"")], boxes="框中\r\r")
    assert texts(source) == [["正文"], ["框中"]]
    assert any("文本框" in note for note in source.notes)


@pytest.mark.parametrize("code", [0x6646, 0x6645, 0x646B])
def test_long_definitions_are_kept_elsewhere(code: int) -> None:
    changes = ROW_END + row_shape((0, 1000, 2000), (1, 2))
    data = b"....." + struct.pack("<H", len(changes)) + changes
    source = read(
        [
            ("甲\x07", IN_TABLE),
            ("\x07", IN_TABLE),
            ("\x07", struct.pack("<HI", code, 5)),
            *row(("一", "二"), (0, 1000, 2000)),
        ],
        data=data,
    )
    assert texts(source) == [["甲", "·"], ["一", "二"]]


def test_changes_that_are_cut_short_end_the_list() -> None:
    for junk in (
        b"\x16",
        struct.pack("<HB", 0xC615, 0xFF) + IN_TABLE,
        struct.pack("<HH", 0xD608, 0),
        struct.pack("<HB", 0xC60D, 9),
        struct.pack("<HB", 0xC60D, 0),
    ):
        assert texts(read([("甲\x07", IN_TABLE), ("\x07", ROW_END + junk)])) == [["甲"]]


def test_what_follows_a_definition_kept_elsewhere_changes_it() -> None:
    changes = row_shape((0, 1000, 2000))
    data = struct.pack("<H", len(changes)) + changes
    end = struct.pack("<HI", 0x646B, 0) + ROW_END + struct.pack("<HBB", 0x5624, 0, 2)
    source = read(
        [("甲\x07", IN_TABLE), ("\x07", IN_TABLE), ("\x07", end), *row(("一", "二"), (0, 1000, 2000))],
        data=data,
    )
    assert texts(source) == [["甲", "·"], ["一", "二"]]


def test_pages_of_formats_that_are_named_twice_or_lie_beyond_the_end() -> None:
    streams = doc_streams([("甲\x07", IN_TABLE), ("\x07", ROW_END)])
    main, table = bytearray(streams["WordDocument"]), bytearray(streams["1Table"])
    at, length = struct.unpack_from("<II", main, 0x102)
    begin, end, number = struct.unpack_from("<III", table, at)
    overfull = len(main) // 512
    main += b"\xff" * 512
    named = struct.pack("<5I", begin, begin + 1, begin + 2, begin + 3, end) + struct.pack(
        "<4I", number, number, 9999, overfull
    )
    struct.pack_into("<II", main, 0x102, len(table), len(named))
    spoilt = container_of({"WordDocument": bytes(main), "1Table": bytes(table) + named})
    assert (texts(doc.read(content=spoilt)), length) == ([["甲"]], 12)


def test_runs_that_lie_before_the_text_they_are_asked_for() -> None:
    runs = Runs((Run(0, 4, b"a"), Run(4, 6, b"b"), Run(9, 12, b"c")), (0, 4, 9))
    assert [run.changes for run in runs.within(begin=6, end=10)] == [b"c"]
    assert [run.changes for run in runs.within(begin=5, end=20)] == [b"b", b"c"]


def test_a_change_of_no_length_says_nothing() -> None:
    assert texts(read([("甲\x07", IN_TABLE), ("\x07", struct.pack("<HB", 0xC60D, 0) + ROW_END)])) == [["甲"]]


def test_a_level_that_cannot_be_is_broken_or_cut() -> None:
    deep = IN_TABLE + struct.pack("<Hi", 0x6649, 999999)
    assert texts(read([("甲\x07", deep), ("乙\r", b"")]))[-1] == ["乙"]


def test_places_no_format_speaks_of() -> None:
    streams = doc_streams([("甲\r", b""), ("乙\r", b"")])
    main = bytearray(streams["WordDocument"])
    struct.pack_into("<II", main, 0x102, 0, 4)
    assert texts(doc.read(content=container_of(streams | {"WordDocument": bytes(main)}))) == [["甲"], ["乙"]]


def test_a_document_of_an_office_suite() -> None:
    source = doc.read(content=held("formats.doc"))
    assert texts(source)[:9] == [
        ["云溪市绩效目标表"],
        ["前后"],
        ["换行\t制表"],
        ["指标", "·", "目标值", ""],
        ["产出", "数量", "≥3次\n第二段", ""],
        ["·", "横跨", "·", "·"],
        ["·", "", "", ""],
        ["内1", ""],
        ["", "内4"],
    ]
    assert texts(source)[9] == ["说明：𠮷田〔2026〕号"]
    assert texts(source)[10] == [f"列{number}" for number in range(40)]
    assert source.rows[7].within == Place(7, 4)
    assert source.notes == ("文档中设为隐藏的文字没有读入。",)
