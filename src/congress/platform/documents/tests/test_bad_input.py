"""What should not have been uploaded: a sentence that says what to do, nothing kept of it, nothing run."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest

from congress.platform.documents.api import take_in
from congress.platform.documents.readers import read_source
from congress.platform.documents.readers.limits import MIB
from congress.platform.documents.readers.media_types import DOCX, HTML, OFD, TEXT
from congress.platform.documents.sniffing import sniff

from .making import (
    compound_of,
    docx_of,
    ofd_members,
    ofd_of,
    ofd_text,
    p,
    pdf_of,
    refusal,
    texts,
    xlsx_members,
    zipped,
)
from .old_office import doc_of, number_cell, record, xls_of


@pytest.fixture(autouse=True)
def _own_vault(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


def lying(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def claiming(content: bytes, member: bytes, size_bytes: int) -> bytes:
    """An archive whose directory claims that this member unpacks to so many bytes."""
    spoilt = bytearray(content)
    at = spoilt.index(b"PK\x01\x02")
    while spoilt[at + 46 : at + 46 + len(member)] != member:
        at = spoilt.index(b"PK\x01\x02", at + 4)
    struct.pack_into("<I", spoilt, at + 24, size_bytes)
    return bytes(spoilt)


BAD = {
    "empty.txt": (b"", "documents.empty_file"),
    "scan.pdf": (pdf_of("0 0 300 200 re f"), "documents.no_text_layer"),
    "scan.ofd": (ofd_of('<ofd:ImageObject ID="1"/>'), "documents.no_text_layer"),
    "broken.pdf": (b"%PDF-1.7\n1 0 obj", "documents.broken_file"),
    "broken.docx": (docx_of(p("字"))[:200], "documents.broken_file"),
    "broken.doc": (doc_of([("字\r", b"")])[:2000], "documents.unknown_type"),
    "broken.xls": (xls_of(record(0x00FC, bytes(200)))[:900], "documents.unknown_type"),
    "broken.ofd": (zipped({"OFD.xml": "<a"}), "documents.broken_file"),
    "locked.docx": (compound_of("EncryptionInfo", "EncryptedPackage"), "documents.password_locked"),
    "locked.doc": (doc_of([("字\r", b"")], flags=0x0100), "documents.password_locked"),
    "locked.xls": (xls_of(b"", before=record(0x002F, bytes(6))), "documents.password_locked"),
    "bomb.docx": (claiming(docx_of(p("字")), b"word/document.xml", 900 * MIB), "documents.unpacks_too_large"),
    "bomb.xlsx": (
        claiming(zipped(xlsx_members("")), b"xl/worksheets/sheet1.xml", 900 * MIB),
        "documents.unpacks_too_large",
    ),
    "bomb.ofd": (claiming(ofd_of(""), b"OFD.xml", 900 * MIB), "documents.unpacks_too_large"),
    "archive.zip": (zipped({"表.docx": docx_of(p("字"))}), "documents.archive"),
    "slides.ppt": (compound_of("PowerPoint Document"), "documents.slides"),
    "program.exe": (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 9, "documents.unknown_type"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_nothing_is_kept_of_what_is_refused(name: str, tmp_path: Path) -> None:
    content, code = BAD[name]
    assert refusal(lambda: take_in(content=content, name=name)).code == code
    assert lying(tmp_path) == []


class Huge(io.RawIOBase):
    """A file of 200 MB that counts what is read of it."""

    size_bytes = 200 * MIB

    def __init__(self, beginning: bytes) -> None:
        self._beginning, self._at, self.read_bytes = beginning, 0, 0

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset if whence == io.SEEK_SET else self.size_bytes + offset
        return self._at

    def read(self, size: int = -1) -> bytes:
        count = self.size_bytes - self._at if size < 0 else min(size, self.size_bytes - self._at)
        self.read_bytes += count
        found = self._beginning[self._at : self._at + count].ljust(count, b" ")
        self._at += count
        return found


@pytest.mark.parametrize(
    "beginning", [b"", b"%PDF-1.7", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"), b"<html>"], ids=repr
)
def test_two_hundred_megabytes_are_refused_before_they_are_read(beginning: bytes, tmp_path: Path) -> None:
    file = Huge(beginning)
    fault = refusal(lambda: take_in(content=file, name="大文件"))  # type: ignore[arg-type]
    assert (fault.code, "200 MB" in fault.message) == ("documents.too_large", True)
    assert file.read_bytes <= MIB
    assert lying(tmp_path) == []


def test_a_part_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = docx_of(p("字" * 1000))
    monkeypatch.setattr("congress.platform.documents.readers.markup.MOST_BYTES", 3000)
    assert (
        refusal(lambda: read_source(content=content, media_type=DOCX)).code == "documents.unpacks_too_large"
    )


@pytest.mark.parametrize("name", ["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"])
def test_entities_are_never_resolved(name: str) -> None:
    members = ofd_members(ofd_text("字", 20, 20))
    members[name] = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + str(members[name])
    assert (
        refusal(lambda: read_source(content=zipped(members), media_type=OFD)).code == "documents.broken_file"
    )


def test_a_page_with_scripts_is_read_as_text_and_nothing_else() -> None:
    page = (
        '<!doctype html><body onload="steal()"><script>steal()</script><iframe src="https://example.org/"></iframe>'
        '<p onclick="steal()">绩效目标<img src=x onerror="steal()"></p><a href="javascript:steal()">表</a>'
        '<table><tr><td style="background:url(javascript:steal())">指标<script>document.write(1)</script></td></tr></table>'
        '<object data="x">o</object><embed src="x"><meta http-equiv="refresh" content="0;url=https://example.org/">'
    )
    source = read_source(content=page.encode(), media_type=HTML)
    assert texts(source) == [["绩效目标"], ["表"], ["指标"]]


def test_what_word_and_excel_save_as_a_page_is_read_under_their_names() -> None:
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><!--[if gte mso 9]><xml><x:a>1</x:a></xml><![endif]-->'
        "<style>td{mso-number-format:General}</style></head><body><table x:str><tr><td>指标<o:p></o:p></td>"
        "<td x:num>12</td></tr></table></body></html>"
    ).encode("gb18030")
    sniffed = sniff(head=page[:512], whole=page, name="绩效目标表.xls")
    assert (sniffed.media_type, sniffed.name) == (HTML, "绩效目标表.html")
    assert texts(read_source(content=page, media_type=HTML)) == [["指标", "12"]]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_texts_and_tables_with_commas_in_any_encoding(encoding: str) -> None:
    written = "绩效目标表,,\n指标,目标,备注\n次数,≥3次,\n".encode(encoding)
    sniffed = sniff(head=written[:4096], whole=written, name="表.csv")
    assert sniffed.media_type == TEXT
    assert texts(read_source(content=written, media_type=TEXT))[2] == ["次数", "≥3次", ""]


def test_a_sheet_whose_cells_lie_far_apart_takes_no_memory() -> None:
    content = xls_of(number_cell(0, 0, 1) + number_cell(65535, 255, 2))
    assert (
        len(
            read_source(
                content=content, media_type=sniff(head=content, whole=content, name="a").media_type
            ).rows
        )
        == 2
    )
