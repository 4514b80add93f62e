"""Word 97–2003 files that are locked, too old, broken or made to do harm."""

from __future__ import annotations

import struct

import pytest

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.readers import doc
from congress.platform.documents.readers.limits import Limits

from .making import refusal, texts
from .old_office import (
    IN_TABLE,
    NUMBERED,
    ROW_END,
    container_of,
    doc_of,
    doc_streams,
    row_shape,
)

THREE = (0, 1000, 2000, 3000)
Paragraphs = list[tuple[str, bytes]]


def row(cells: tuple[str, ...], edges: tuple[int, ...] = THREE, flags: tuple[int, ...] = ()) -> Paragraphs:
    """The paragraphs of one table row."""
    return [*((f"{text}\x07", IN_TABLE) for text in cells), ("\x07", ROW_END + row_shape(edges, flags))]


def read(paragraphs: Paragraphs, **options: object) -> SourceText:
    return doc.read(content=doc_of(paragraphs, **options))  # type: ignore[arg-type]


class TestRefusals:
    PLAIN: Paragraphs = [("甲\r", b"")]

    @pytest.mark.parametrize("flags", [0x0100, 0x8000])
    def test_locked(self, flags: int) -> None:
        assert refusal(lambda: read(self.PLAIN, flags=flags)).code == "documents.password_locked"

    @pytest.mark.parametrize("options", [{"magic": 0xA5DC}, {"version": 0x68}])
    def test_older_than_word_97(self, options: dict[str, int]) -> None:
        fault = refusal(lambda: read(self.PLAIN, **options))
        assert (fault.code, "*.docx" in fault.message) == ("documents.legacy_word", True)

    def test_fast_saved_across_tables(self) -> None:
        changes = IN_TABLE
        for options in ({"piece_modifier": 1, "modifiers": [changes]}, {"piece_modifier": 0x18 << 1}):
            fault = refusal(lambda options=options: read(self.PLAIN, **options))  # type: ignore[misc]
            assert (fault.code, "*.docx" in fault.message) == ("documents.fast_saved", True)

    def test_fast_saved_elsewhere_is_read(self) -> None:
        changes = struct.pack("<HB", 0x0835, 1)
        for options in (
            {"piece_modifier": 1, "modifiers": [changes]},
            {"piece_modifier": 3},
            {"piece_modifier": 0x55 << 1},
        ):
            assert texts(read(self.PLAIN, **options)) == [["甲"]]

    def test_no_container(self) -> None:
        assert refusal(lambda: doc.read(content=b"nothing")).code == "documents.broken_file"

    @pytest.mark.parametrize(
        ("stream", "at", "value"),
        [
            ("WordDocument", 0, 0),
            ("WordDocument", 0x1A2, 0xFFFFFF),
            ("WordDocument", 76, 9999),
            ("1Table", 8, 0x09),
            ("1Table", 9, 0xFFFF),
            ("1Table", 9, 4),
            ("1Table", 13, 7),
            ("1Table", 17, 0),
            ("1Table", 23, 0x00FFFFFF),
        ],
    )
    def test_broken(self, stream: str, at: int, value: int) -> None:
        streams = doc_streams(self.PLAIN)
        spoilt = bytearray(streams[stream])
        struct.pack_into("<I", spoilt, at, value)
        content = container_of(streams | {stream: bytes(spoilt)})
        assert refusal(lambda: doc.read(content=content)).code == "documents.broken_file"

    def test_pieces_that_tell_the_same_bytes_again_and_again(self) -> None:
        streams = doc_streams([("甲" * 900 + "\r", b"")])
        main, table = bytearray(streams["WordDocument"]), bytearray(streams["1Table"])
        count = 9
        ends = struct.pack(f"<{count + 1}I", *range(0, (count + 1) * 900, 900))
        pieces = ends + struct.pack("<HIH", 0, 2048, 0) * count
        struct.pack_into("<II", main, 0x1A2, len(table), len(pieces) + 5)
        table += b"\x02" + struct.pack("<I", len(pieces)) + pieces
        content = container_of({"WordDocument": bytes(main), "1Table": bytes(table)})
        assert refusal(lambda: doc.read(content=content)).code == "documents.broken_file"

    def test_formats_beyond_reason(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doc, "_MOST_FORMATS", 1)
        assert refusal(lambda: read([("甲\r", b""), ("乙\r", NUMBERED)])).code == "documents.broken_file"

    def test_streams_that_are_missing_or_short(self) -> None:
        streams = doc_streams(self.PLAIN)
        for kept in ({"WordDocument": streams["WordDocument"]}, streams | {"WordDocument": b"\xec\xa5"}):
            content = container_of(kept)
            assert refusal(lambda content=content: doc.read(content=content)).code == "documents.broken_file"  # type: ignore[misc]

    def test_more_cells_than_may_be(self) -> None:
        content = doc_of([*row(("一", "二", "三")), *row(("四", "五", "六"))])
        limits = Limits(cells=5)
        assert refusal(lambda: doc.read(content=content, limits=limits)).code == "documents.too_many_cells"


@pytest.mark.parametrize("step", range(12))
def test_spoilt_bytes_end_in_rows_or_in_a_refusal(step: int) -> None:
    content = doc_of(
        [("绩效\r", b""), *row(("一", "二", "三")), *row(("宽", "窄"), (0, 2000, 3000)), ("完\r", b"")],
        cuts=[3],
    )
    for at in range(step, len(content), 12 * 7):
        spoilt = bytearray(content)
        spoilt[at] ^= 0xFF
        try:
            doc.read(content=bytes(spoilt))
        except Exception as fault:
            assert getattr(fault, "code", "").startswith("documents."), (at, fault)
