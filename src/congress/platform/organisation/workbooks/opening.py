"""Opening an XLSX file without trusting what it says about itself.

The reader holds a sheet as one full rectangle and reserves room for as many texts as the file claims, so two cells in
far corners or one wrong figure would take the whole process down. What is looked through here is packed anew, so that
the reader meets exactly the bytes that were found harmless.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from congress.standards.errors import RuleViolation

MIB = 1024 * 1024
MOST_BYTES = 8 * MIB
MOST_UNPACKED = 160 * MIB
MOST_RATIO = 200
SMALL = 4 * MIB  # below, a high ratio is only a repetitive table
MOST_MEMBERS = 400
MOST_COLUMNS = 100

_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_COMPOUND = b"\xd0\xcf\x11\xe0"  # old XLS, and XLSX behind a password
_TWO_BYTE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_ENCRYPTED = 0x1
_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^<]*)")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
_STRING_TABLE = re.compile(rb"<(?:[\w.-]+:)?sst\s[^<]*")
_COUNTS = re.compile(rb"""\s(?:uniqueCount|count)\s*=\s*(?:"[^"]*"|'[^']*')""")


def repacked(*, content: bytes, most_rows: int) -> bytes:
    """The file's harmless parts in a fresh archive. Raises `RuleViolation` for anything else than a usual XLSX file."""
    if not content:
        raise RuleViolation("organisation.file_empty", "这是一个空文件，请检查后重新选择。", field="file")
    if len(content) > MOST_BYTES:
        message = f"文件超过 {MOST_BYTES // MIB} MB，请分成几份分别导入。"
        raise RuleViolation("organisation.file_too_large", message, field="file")
    if content.startswith(_COMPOUND):
        message = (
            "这是旧版 Excel 文件（xls）或加了密码的文件，请用 WPS 或 Excel 打开，取消密码后另存为 xlsx。"
        )
        raise RuleViolation("organisation.file_old", message, field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive, len(content))
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as fresh:
                for member in members:
                    fresh.writestr(
                        member.filename, _looked_through(member.filename, archive.read(member), most_rows)
                    )
    except _FAULTS as fault:
        raise _broken() from fault
    return packed.getvalue()


def _members(archive: zipfile.ZipFile, size: int) -> list[zipfile.ZipInfo]:
    """The files inside, after their sizes were held against the limits; nothing has been unpacked yet."""
    members = [each for each in archive.infolist() if not each.is_dir()]
    names = {each.filename for each in members}
    if "xl/workbook.xml" not in names or len(names) < len(members):
        raise _broken()
    if any(each.flag_bits & _ENCRYPTED for each in members):
        raise RuleViolation("organisation.file_locked", "文件加了密码，请取消密码后重新上传。", field="file")
    unpacked = sum(each.file_size for each in members)
    is_dense = unpacked > SMALL and unpacked > size * MOST_RATIO
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or is_dense:
        message = "文件解压后过大，可能不是正常的表格。请只保留要导入的内容，另存为新的 xlsx 文件。"
        raise RuleViolation("organisation.file_bomb", message, field="file")
    return members


def _looked_through(name: str, content: bytes, most_rows: int) -> bytes:
    if content.startswith(_TWO_BYTE):
        raise _broken()
    if name.startswith("xl/worksheets/"):
        for match in _TAG.finditer(content):
            _require_near(match[1], match[2], most_rows)
    return _STRING_TABLE.sub(lambda tag: _COUNTS.sub(b"", tag[0]), content)


def _require_near(tag: bytes, attributes: bytes, most_rows: int) -> None:
    """Raise when a row or cell stands further out than any table of ours reaches, or does not say where it stands."""
    found = _REFERENCE.search(attributes)
    if found is None:
        raise _broken()
    letters, number = found[1], int(found[2])
    # the head and a few blank rows come on top
    if number > most_rows + 100:
        message = f"表格超过 {most_rows:,} 行，请分成几份分别导入，并删去下方多余的空行。"
        raise RuleViolation("organisation.file_too_long", message, field="file")
    if tag == b"c" and _column(letters) > MOST_COLUMNS:
        message = f"表格超过 {MOST_COLUMNS} 列，请删去右侧多余的列。"
        raise RuleViolation("organisation.file_too_wide", message, field="file")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _broken() -> RuleViolation:
    message = "打不开这个文件。请用 WPS 或 Excel 打开，另存为 xlsx 后重新上传。"
    return RuleViolation("organisation.file_broken", message, field="file")
