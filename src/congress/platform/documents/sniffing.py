"""Telling what a file is from its content, and refusing what cannot be read, before anything is unpacked."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

from congress.platform.documents.readers import (
    compound,
    doc_pieces,
    docx,
    encodings,
    ofd,
    packages,
    pdf,
    pdfium,
    refusals,
    xls,
    xlsx,
)
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.media_types import (
    DOC,
    DOCX,
    HTML,
    JPEG,
    KINDS,
    OFD,
    PDF,
    PNG,
    TEXT,
    XLS,
    XLSX,
    title_of,
)
from congress.standards.errors import RuleViolation

_MACROS = re.compile(r"(?i)macroEnabled|vbaProject")
_HTML_START = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|title|style|script"
    r"|link|base|table|div|center|article|section|font|span|p|h[1-6])[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HEAD_CHARACTERS = 4096
_PDF_HEADER_WITHIN = 1024
_NAME_CHARACTERS = 100
# Characters that make a name show something else than it is: controls, direction marks, zero-width marks.
_INVISIBLE_CATEGORIES = ("Cc", "Cf", "Cs", "Zl", "Zp")
# Two letters could begin a text too; a bitmap has four empty bytes after its length.
_BITMAP = re.compile(rb"BM.{4}\x00{4}", re.DOTALL)

_EMPTY_ADVICE = "请检查是否选错了文件，或重新保存后再上传。"
_ARCHIVE_ADVICE = "请先解压，再逐个上传其中的文件。"
_IMAGE_ADVICE = "请用画图或看图软件打开它，选择“另存为”PNG 或 JPEG 图片，再上传新文件。"
_WORD_ADVICE = f"请在 WPS 或 Word 中打开它，选择{refusals.AS_DOCX}，再上传新文件。"
_EXCEL_ADVICE = f"请在 WPS 表格或 Excel 中打开它，选择{refusals.AS_XLSX}，再上传新文件。"
_SLIDES_ADVICE = "请在 WPS 演示或 PowerPoint 中打开它，选择“文件—另存为—PDF（*.pdf）”，再上传新文件。"
_OPEN_DOCUMENT_ADVICE = f"{_WORD_ADVICE}表格请选择{refusals.AS_XLSX}。"

# Beginnings of files that are known and not taken: what they are, and what to do.
_KNOWN_REFUSALS = (
    (b"Rar!\x1a\x07", "documents.archive", "压缩包（RAR）", _ARCHIVE_ADVICE),
    (b"7z\xbc\xaf\x27\x1c", "documents.archive", "压缩包（7z）", _ARCHIVE_ADVICE),
    (b"\x1f\x8b", "documents.archive", "压缩包（GZ）", _ARCHIVE_ADVICE),
    (b"BZh", "documents.archive", "压缩包（BZ2）", _ARCHIVE_ADVICE),
    (b"\xfd7zXZ\x00", "documents.archive", "压缩包（XZ）", _ARCHIVE_ADVICE),
    (b"GIF8", "documents.other_image", "GIF 图片", _IMAGE_ADVICE),
    (b"II*\x00", "documents.other_image", "TIFF 图片", _IMAGE_ADVICE),
    (b"MM\x00*", "documents.other_image", "TIFF 图片", _IMAGE_ADVICE),
    (b"RIFF", "documents.other_image", "WebP 图片或音视频", _IMAGE_ADVICE),
    (b"{\\rtf", "documents.rich_text", "RTF 文档", _WORD_ADVICE),
)
# Pages saved with everything in one file, as browsers, Word, Excel and WPS write them (often named .doc or .xls).
_WEB_ARCHIVE = re.compile(
    rb"\A\s*(?:MIME-Version|From|Subject|Date|Snapshot-Content-Location|X-[\w-]+):.{0,2000}?"
    rb"Content-Type:\s*multipart/related",
    re.IGNORECASE | re.DOTALL,
)
# Pictures and films of telephones name themselves after four bytes of length.
_PHONE_PICTURE = re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1|avif)", re.DOTALL)
# What the old Office container holds beside its text when there are macros.
_OLD_MACROS = frozenset({"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT"})
# XML that Office and WPS write, often under the names of their other files, told by a mark near its beginning.
_OFFICE_XML = (
    ('progid="Excel.Sheet"', "documents.legacy_excel", "2003 版 XML 表格", _EXCEL_ADVICE),
    (
        "urn:schemas-microsoft-com:office:spreadsheet",
        "documents.legacy_excel",
        "2003 版 XML 表格",
        _EXCEL_ADVICE,
    ),
    ('progid="Word.Document"', "documents.legacy_word", "2003 版 XML 文档", _WORD_ADVICE),
    (
        "schemas.microsoft.com/office/2006/xmlPackage",
        "documents.legacy_word",
        "XML 格式的 Word 文档",
        _WORD_ADVICE,
    ),
    ("schemas.uof.org", "documents.uof", "标文通文档（UOF）", _OPEN_DOCUMENT_ADVICE),
)
# Members that tell other ZIP-based kinds.
_OTHER_PACKAGES = (
    ("xl/workbook.bin", "documents.binary_excel", "二进制 Excel 工作簿（XLSB）", _EXCEL_ADVICE),
    ("ppt/presentation.xml", "documents.slides", "演示文稿（PPTX）", _SLIDES_ADVICE),
    ("content.xml", "documents.open_document", "开放文档格式文件（ODT、ODS）", _OPEN_DOCUMENT_ADVICE),
    ("uof.xml", "documents.uof", "标文通文档（UOF）", _OPEN_DOCUMENT_ADVICE),
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is: media type, extension with its dot, what users call the kind, and its name made safe.

    `name` has no folders, no invisible characters and always the extension of the content.
    """

    media_type: str
    extension: str
    title: str
    name: str


def sniff(
    *,
    head: bytes,
    whole: BinaryIO | bytes,
    name: str,
    for_reading: bool = True,
    limits: Limits = LIMITS,
) -> Sniffed:
    """What this file is, told from its content; its name and extension count for nothing.

    `head` is its beginning (4 KiB are enough), `whole` all of it; an open file is left at its beginning.
    With `for_reading` off, what can be kept and shown but not read is accepted too: scans and larger files.
    Raises RuleViolation with a Chinese sentence for everything the platform does not take.
    """
    source = io.BytesIO(whole) if isinstance(whole, bytes) else whole
    size_bytes = source.seek(0, io.SEEK_END)
    source.seek(0)
    try:
        media_type = _media_type(head, source, size_bytes, limits if for_reading else None)
    finally:
        source.seek(0)
    extension, title = KINDS[media_type]
    return Sniffed(media_type, extension, title, _safe_name(name, extension))


def _media_type(head: bytes, source: BinaryIO, size_bytes: int, reading: Limits | None) -> str:
    if size_bytes == 0:
        raise RuleViolation("documents.empty_file", f"文件是空的，没有任何内容。{_EMPTY_ADVICE}")
    _refuse_size(size_bytes, reading.file_bytes if reading else None)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(PNG, reading)
    if head.startswith(b"\xff\xd8\xff"):
        return _picture(JPEG, reading)
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return _pdf(source.read(), reading)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(source, size_bytes, reading)
    if head.startswith(compound.SIGNATURE):
        return _compound(source.read(), is_for_reading=reading is not None)
    if _BITMAP.match(head):
        raise _not_taken("documents.other_image", "BMP 图片", _IMAGE_ADVICE)
    if _PHONE_PICTURE.match(head):
        raise _not_taken("documents.other_image", "手机照片（HEIC）", _IMAGE_ADVICE)
    if _WEB_ARCHIVE.match(head):
        raise _not_taken("documents.web_archive", "单个文件网页（MHT）", _WORD_ADVICE)
    for beginning, code, title, advice in _KNOWN_REFUSALS:
        if head.startswith(beginning):
            raise _not_taken(code, title, advice)
    _refuse_size(size_bytes, reading.text_bytes if reading else None)
    return _text(source.read())


def _refuse_size(size_bytes: int, limit_bytes: int | None) -> None:
    if limit_bytes is not None and size_bytes > limit_bytes:
        raise refusals.too_large(size_bytes=size_bytes, limit_bytes=limit_bytes)


def _not_taken(code: str, title: str, advice: str) -> RuleViolation:
    return RuleViolation(code, f"这是{refusals.spaced(words=title)}，暂不能读取。{advice}")


def _picture(media_type: str, reading: Limits | None) -> str:
    if reading is not None:
        raise refusals.unreadable(kind=title_of(media_type=media_type))
    return media_type


def _pdf(content: bytes, reading: Limits | None) -> str:
    with pdfium.opened(content=content) as document:
        if reading is not None:
            pdf.refuse_unreadable(document=document, limits=reading)
    return PDF


def _package(source: BinaryIO, size_bytes: int, reading: Limits | None) -> str:
    with packages.opened(source=source, size_bytes=size_bytes, limits=reading or LIMITS) as package:
        if ofd.ENTRY in package.names:
            if reading is not None:
                ofd.refuse_unreadable(package=package, limits=reading)
            return OFD
        for member, code, title, advice in _OTHER_PACKAGES:
            if member in package.names:
                raise _not_taken(code, title, advice)
        word = packages.main_part(package=package, content_type=docx.MAIN_PART, usual=docx.USUAL_MAIN_PART)
        excel = packages.main_part(package=package, content_type=xlsx.MAIN_PART, usual=xlsx.USUAL_MAIN_PART)
        if word is None and excel is None:
            raise _not_taken("documents.archive", "压缩包（ZIP）", _ARCHIVE_ADVICE)
        declared = package.content_types().values()
        if any(map(_MACROS.search, (*declared, *package.names))):
            raise _with_macros(_WORD_ADVICE if word else _EXCEL_ADVICE)
        return DOCX if word else XLSX


def _compound(content: bytes, *, is_for_reading: bool) -> str:
    container = compound.opened(content=content)
    names = container.names() if container is not None else frozenset()
    if container is None or not names:
        raise encodings.not_text()
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise refusals.locked(kind="文件")
    if "PowerPoint Document" in names:
        raise _not_taken("documents.slides", "演示文稿（PPT）", _SLIDES_ADVICE)
    is_word = doc_pieces.MAIN_STREAM in names
    if not is_word and names.isdisjoint(xls.STREAMS):
        raise encodings.not_text()
    if names & _OLD_MACROS:
        raise _with_macros(_WORD_ADVICE if is_word else _EXCEL_ADVICE)
    if is_for_reading:
        (doc_pieces if is_word else xls).refuse_unreadable(container=container)
    return DOC if is_word else XLS


def _with_macros(advice: str) -> RuleViolation:
    return RuleViolation("documents.macros", f"这个文件带有宏程序，为保证系统安全没有读取。{advice}")


def _text(content: bytes) -> str:
    text = encodings.decode(content=content)
    if not text.strip():
        raise RuleViolation("documents.empty_file", f"文件中只有空白，没有文字。{_EMPTY_ADVICE}")
    beginning = text[:_HEAD_CHARACTERS]
    for mark, code, title, advice in _OFFICE_XML:
        if beginning.lstrip().startswith("<?xml") and mark in beginning:
            raise _not_taken(code, title, advice)
    if _HTML_START.match(beginning):
        return HTML
    if beginning.startswith("<?xml"):
        raise encodings.not_text()
    return TEXT


def _safe_name(name: str, extension: str) -> str:
    """The last part of a path, as it reads: nothing invisible, nothing a file system or a page would obey."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _INVISIBLE_CATEGORIES)
    plain = re.sub(r'[<>:"|?*\s]+', " ", seen).strip(" .")
    stem, dot, written = plain.rpartition(".")
    if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", written):
        plain = stem.strip(" .")
    return f"{plain[:_NAME_CHARACTERS] or '未命名'}{extension}"
