"""A file is what its content says; what is not taken is refused with a way out."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from congress.platform.documents.readers.limits import MIB, Limits, in_mib
from congress.platform.documents.readers.media_types import (
    DOC,
    DOCX,
    HTML,
    JPEG,
    OFD,
    PDF,
    PNG,
    TEXT,
    XLS,
    XLSX,
)
from congress.platform.documents.sniffing import Sniffed, sniff

from .making import (
    compound_of,
    docx_members,
    docx_of,
    ofd_of,
    ofd_text,
    p,
    pdf_of,
    refusal,
    xlsx_members,
    xlsx_of,
    zipped,
)
from .old_office import container_of, doc_of, doc_streams, number_cell, record, xls_of

WRITTEN = "2026年云溪市部门整体支出绩效目标表\n部门名称\t云溪市人民代表大会常务委员会办公室\n"
WITH_TEXT = "BT /F 12 Tf 20 100 Td (Budget) Tj ET"


def told(content: bytes, name: str = "文件", **options: object) -> Sniffed:
    return sniff(head=content[:4096], whole=content, name=name, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gb2312"]
)
def test_text_in_every_usual_encoding(encoding: str) -> None:
    assert told(WRITTEN.encode(encoding)) == Sniffed(TEXT, ".txt", "文本", "文件.txt")


@pytest.mark.parametrize(
    ("content", "media_type", "extension"),
    [
        (b"<!DOCTYPE html><p>a", HTML, ".html"),
        (b"\n <!-- saved --> <HTML><body>a", HTML, ".html"),
        ('<html><meta charset="gb2312"><p>绩效目标'.encode("gb18030"), HTML, ".html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html xmlns="x"><p>a</p></html>', HTML, ".html"),
        (b"<table border=1><tr><td>1</table>", HTML, ".html"),
        (b'<div class="TRS_Editor"><table><tr><td>1</table></div>', HTML, ".html"),
        (b"a\tb <table><tr><td>1</td></tr></table>", TEXT, ".txt"),
        (docx_of(p("字")), DOCX, ".docx"),
        (zipped({"word/document.xml": "<x/>"}), DOCX, ".docx"),
        (xlsx_of(lambda book: book.add_worksheet()), XLSX, ".xlsx"),
        (pdf_of(WITH_TEXT), PDF, ".pdf"),
        (doc_of([("字\r", b"")]), DOC, ".doc"),
        (xls_of(number_cell(0, 0, 1)), XLS, ".xls"),
        (xls_of(number_cell(0, 0, 1), name="Book", version=0x0500), XLS, ".xls"),
        (ofd_of(ofd_text("字", 20, 20)), OFD, ".ofd"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>1</table>', HTML, ".html"),
        (b"junk before\n" + pdf_of(WITH_TEXT), PDF, ".pdf"),
        ("BM是什么".encode(), TEXT, ".txt"),
    ],
)
def test_told_by_content_whatever_the_name(content: bytes, media_type: str, extension: str) -> None:
    found = told(content, "报表.exe")
    assert (found.media_type, found.extension) == (media_type, extension)


@pytest.mark.parametrize(
    ("content", "media_type", "extension"),
    [(b"\x89PNG\r\n\x1a\n....", PNG, ".png"), (b"\xff\xd8\xff\xe0....", JPEG, ".jpg")],
)
def test_pictures_are_kept_but_not_read(content: bytes, media_type: str, extension: str) -> None:
    found = told(content, "照片.exe", for_reading=False)
    assert (found.media_type, found.extension) == (media_type, extension)
    fault = refusal(lambda: told(content))
    assert (fault.code, "DOCX" in fault.message) == ("documents.no_reader", True)


def test_main_part_under_another_name_is_found_by_its_content_type() -> None:
    members = docx_members(p("字"))
    members["word/document2.xml"] = members.pop("word/document.xml")
    types = str(members["[Content_Types].xml"])
    members["[Content_Types].xml"] = types.replace("word/document.xml", "word/document2.xml")
    assert told(zipped(members)).media_type == DOCX


def test_open_file_is_left_at_its_beginning() -> None:
    stream = io.BytesIO(docx_of(p("字")))
    assert sniff(head=stream.getvalue()[:100], whole=stream, name="a").media_type == DOCX
    assert stream.tell() == 0


@pytest.mark.parametrize(
    ("content", "code", "way_out"),
    [
        (b"", "documents.empty_file", "重新保存"),
        (b" \r\n\t\n", "documents.empty_file", "重新保存"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00", "documents.unknown_type", "另存为其中一种"),
        (bytes(range(256)) * 20, "documents.unknown_type", "另存为其中一种"),
        (b"<?xml version='1.0'?><a/>", "documents.unknown_type", "另存为其中一种"),
        (compound_of("1Table", "WordDocument"), "documents.broken_file", "重新保存"),
        (compound_of("Workbook"), "documents.broken_file", "重新保存"),
        (compound_of("a", "b", "c", "d", "Book"), "documents.broken_file", "重新保存"),
        (doc_of([("字\r", b"")], magic=0xA5DC), "documents.legacy_word", "另存为—Word 文档（*.docx）"),
        (doc_of([("字\r", b"")], flags=0x0100), "documents.password_locked", "取消密码保护"),
        (xls_of(b"", before=record(0x002F, bytes(6))), "documents.password_locked", "取消密码保护"),
        (compound_of("WordDocument", "Macros"), "documents.macros", "*.docx"),
        (compound_of("Workbook", "_VBA_PROJECT_CUR"), "documents.macros", "*.xlsx"),
        (compound_of("PowerPoint Document"), "documents.slides", "另存为—PDF"),
        (compound_of("EncryptionInfo", "EncryptedPackage"), "documents.password_locked", "取消密码保护"),
        (compound_of("Something"), "documents.unknown_type", "另存为其中一种"),
        (compound_of(), "documents.unknown_type", "另存为其中一种"),
        (zipped({"OFD.xml": "<o/>", "Doc_0/Document.xml": "<d/>"}), "documents.broken_file", "重新保存"),
        (zipped({"OFD.xml": "<o/>", "Encryptions.xml": "<e/>"}), "documents.password_locked", "取消密码保护"),
        (ofd_of('<ofd:ImageObject ID="1"/>'), "documents.no_text_layer", "DOCX"),
        (zipped({"uof.xml": ""}), "documents.uof", "*.docx"),
        (zipped({"a.txt": "a"}), "documents.archive", "先解压"),
        (zipped({}), "documents.archive", "先解压"),
        (zipped({"ppt/presentation.xml": ""}), "documents.slides", "另存为—PDF"),
        (zipped({"xl/workbook.bin": ""}), "documents.binary_excel", "另存为—Excel 工作簿（*.xlsx）"),
        (zipped({"mimetype": "", "content.xml": ""}), "documents.open_document", "*.docx"),
        (b"Rar!\x1a\x07\x01\x00", "documents.archive", "先解压"),
        (b"7z\xbc\xaf\x27\x1c....", "documents.archive", "先解压"),
        (b"\x1f\x8b\x08\x00", "documents.archive", "先解压"),
        (b"BZh91AY&SY", "documents.archive", "先解压"),
        (b"\xfd7zXZ\x00\x00", "documents.archive", "先解压"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "documents.other_image", "PNG 或 JPEG"),
        (b"GIF89a\x01\x00", "documents.other_image", "PNG 或 JPEG"),
        (b"BM\x10\x20\x00\x00\x00\x00\x00\x00", "documents.other_image", "PNG 或 JPEG"),
        (b"II*\x00\x08", "documents.other_image", "PNG 或 JPEG"),
        (b"{\\rtf1\\ansi}", "documents.rich_text", "*.docx"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; x", "documents.web_archive", "*.docx"),
        (
            b"From: <Saved by>\r\nSubject: a\r\nContent-Type: multipart/related;",
            "documents.web_archive",
            "*.docx",
        ),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><W/>',
            "documents.legacy_excel",
            "*.xlsx",
        ),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>',
            "documents.legacy_word",
            "*.docx",
        ),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "documents.legacy_excel",
            "*.xlsx",
        ),
        (
            b'<?xml version="1.0"?><p xmlns="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
            "documents.legacy_word",
            "*.docx",
        ),
        (b'<?xml version="1.0"?><u xmlns="http://schemas.uof.org/cn/2003/uof"/>', "documents.uof", "*.docx"),
        (b"%PDF-1.7 nothing", "documents.broken_file", "重新保存"),
        (b"PK\x03\x04 nothing", "documents.broken_file", "重新保存"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "documents.unknown_encoding", "UTF-8"),
    ],
)
def test_refused_with_a_way_out(content: bytes, code: str, way_out: str) -> None:
    fault = refusal(lambda: told(content))
    assert fault.code == code
    assert way_out in fault.message


def test_container_that_lies_about_its_directory_is_only_unknown() -> None:
    looped = bytearray(compound_of("a", "b", "c", "d", "e"))
    struct.pack_into("<I", looped, 512 + 8, 1)  # the directory's second sector leads back to its first
    struct.pack_into("<I", looped, 1024 + 128 + 68, 1)  # the first entry is its own sibling
    odd_sectors = bytearray(compound_of("WordDocument"))
    struct.pack_into("<H", odd_sectors, 30, 7)
    for content in (bytes(looped), bytes(odd_sectors), compound_of("WordDocument")[:600]):
        assert refusal(lambda content=content: told(content)).code == "documents.unknown_type"  # type: ignore[misc]


def test_container_with_large_sectors_is_understood() -> None:
    content = compound_of("PowerPoint Document", sector_power=12)
    assert refusal(lambda: told(content)).code == "documents.slides"


def test_word_inside_a_workbook_does_not_hide_the_workbook() -> None:
    nested = bytearray(compound_of("MBD0001", "Workbook", "WordDocument"))
    struct.pack_into("<I", nested, 1024 + 2 * 128 + 72, 0xFFFFFFFF)  # Workbook has no right sibling any more
    assert told(bytes(nested), for_reading=False).media_type == XLS


def test_old_files_that_are_only_kept_may_be_unreadable_but_not_locked_containers() -> None:
    assert told(compound_of("WordDocument"), for_reading=False).media_type == DOC
    assert told(zipped({"OFD.xml": "<o/>"}), for_reading=False).media_type == OFD
    locked = compound_of("EncryptionInfo", "EncryptedPackage")
    assert refusal(lambda: told(locked, for_reading=False)).code == "documents.password_locked"


def test_too_many_pages_of_ofd() -> None:
    book = ofd_of(*[ofd_text("字", 20, 20)] * 3)
    assert refusal(lambda: told(book, limits=Limits(pages=2))).code == "documents.too_many_pages"


def test_chains_that_do_not_end_are_broken() -> None:
    streams = doc_streams([("字" * 3000 + "\r", b"")])
    content = bytearray(container_of(streams))
    table = struct.unpack_from("<I", content, 76)[0]
    struct.pack_into("<I", content, (table + 1) * 512 + 4, 0)  # the second sector leads back to the first
    assert refusal(lambda: told(bytes(content))).code == "documents.broken_file"


def test_macros_are_refused() -> None:
    members = docx_members(p("字"))
    members["word/vbaProject.bin"] = b"x"
    fault = refusal(lambda: told(zipped(members)))
    assert (fault.code, "*.docx" in fault.message) == ("documents.macros", True)
    sheet = xlsx_members("") | {"xl/vbaProject.bin": b"x"}
    assert "*.xlsx" in refusal(lambda: told(zipped(sheet))).message


def test_locked_pdf_and_locked_archive() -> None:
    members = bytearray(zipped({"a.txt": "secret"}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        members[members.index(signature) + flags] |= 1
    assert refusal(lambda: told(bytes(members))).code == "documents.password_locked"


def test_archive_with_the_same_name_twice_is_broken() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/document.xml", "<b/>")
    assert refusal(lambda: told(made.getvalue())).code == "documents.broken_file"


class TestBombs:
    """Refused by what the directory says, before anything is unpacked."""

    def test_total_size(self) -> None:
        bomb = zipped({"word/document.xml": b"0" * 2000, "b": b"1" * 2000})
        assert (
            refusal(lambda: told(bomb, limits=Limits(unpacked_bytes=3999))).code
            == "documents.unpacks_too_large"
        )
        assert told(bomb, limits=Limits(unpacked_bytes=4000)).media_type == DOCX

    def test_ratio_counts_above_the_floor_only(self) -> None:
        dense = zipped({"word/document.xml": b"0" * 100_000})
        strict = Limits(unpacked_ratio=50, ratio_floor_bytes=50_000)
        assert refusal(lambda: told(dense, limits=strict)).code == "documents.unpacks_too_large"
        assert told(dense, limits=Limits(unpacked_ratio=50, ratio_floor_bytes=200_000)).media_type == DOCX

    def test_member_count(self) -> None:
        many = zipped({f"m{number}": "" for number in range(20)} | {"word/document.xml": ""})
        assert refusal(lambda: told(many, limits=Limits(members=20))).code == "documents.unpacks_too_large"
        assert told(many, limits=Limits(members=21)).media_type == DOCX

    def test_a_huge_list_of_types_is_not_unpacked(self) -> None:
        members = docx_members(p("字")) | {"[Content_Types].xml": b" " * (2 * MIB + 1)}
        assert told(zipped(members)).media_type == DOCX

    def test_the_checks_stay_on_for_files_that_are_only_kept(self) -> None:
        declared = bytearray(zipped({"word/document.xml": b"0" * 100}))
        struct.pack_into("<I", declared, declared.index(b"PK\x01\x02") + 24, 400 * MIB)
        assert refusal(lambda: told(bytes(declared), for_reading=False)).code == "documents.unpacks_too_large"


class TestSize:
    def test_too_large_to_read(self) -> None:
        fault = refusal(lambda: told(docx_of(p("字")), limits=Limits(file_bytes=100)))
        assert fault.code == "documents.too_large"
        assert "拆分" in fault.message

    def test_text_has_a_smaller_limit(self) -> None:
        limits = Limits(text_bytes=10)
        assert refusal(lambda: told(WRITTEN.encode(), limits=limits)).code == "documents.too_large"
        assert told(docx_of(p("字")), limits=limits).media_type == DOCX

    def test_size_does_not_matter_for_keeping(self) -> None:
        limits = Limits(text_bytes=10, file_bytes=10)
        assert told(WRITTEN.encode(), for_reading=False, limits=limits).media_type == TEXT

    @pytest.mark.parametrize(
        ("size", "shown"),
        [(50 * MIB, "50 MB"), (3 * MIB // 2, "1.5 MB"), (10 * MIB + MIB // 2, "10 MB"), (9, "0 MB")],
    )
    def test_sizes_as_users_read_them(self, size: int, shown: str) -> None:
        assert in_mib(size_bytes=size) == shown


class TestScans:
    def test_scan_is_refused_for_reading_and_taken_for_keeping(self) -> None:
        scan = pdf_of("0 0 300 200 re f")
        fault = refusal(lambda: told(scan))
        assert (fault.code, "扫描件" in fault.message) == ("documents.no_text_layer", True)
        assert told(scan, for_reading=False).media_type == PDF

    def test_too_many_pages(self) -> None:
        book = pdf_of(WITH_TEXT, WITH_TEXT, WITH_TEXT)
        assert refusal(lambda: told(book, limits=Limits(pages=2))).code == "documents.too_many_pages"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("报表.txt", "报表.txt"),
        ("报表.DOCX", "报表.txt"),
        ("2026年1.5倍增长", "2026年1.5倍增长.txt"),
        ("../../etc/passwd", "passwd.txt"),
        (r"C:\temp\报表.xls", "报表.txt"),
        ("a\x00b\r\nc.txt", "abc.txt"),
        ("报表\u202etxt.exe", "报表txt.txt"),
        ("零宽\u200b名\ufeff.txt", "零宽名.txt"),
        ('<a href="x">?*|.txt', "a href= x.txt"),
        ("", "未命名.txt"),
        ("...", "未命名.txt"),
        ("长" * 300, "长" * 100 + ".txt"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert told(b"text", name).name == safe
