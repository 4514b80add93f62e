"""Finding out in which encoding a text was written, and refusing what is no text."""

from __future__ import annotations

import codecs
import re

from congress.standards.errors import RuleViolation

# A sample is enough to tell one encoding from another; validity is checked on the whole text.
_SAMPLE_CHARACTERS = 20_000
_PLAUSIBLE_SHARE = 0.9
_FORBIDDEN = re.compile(r"[\x00-\x06\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ADVICE = "请用记事本或 WPS 打开它，选择“另存为”，编码选“UTF-8”，再上传新文件。"


def decode(*, content: bytes) -> str:
    """The text of a TXT or HTML file, without byte-order mark.

    Tried in this order: a byte-order mark (UTF-8, UTF-16), strict UTF-8, then UTF-16 without mark and
    GB18030, of which the more plausible Chinese wins. Raises RuleViolation when it is no text
    (`documents.unknown_type`), or text with broken bytes (`documents.broken_encoding`).
    """
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise RuleViolation("documents.unknown_encoding", f"文件使用 UTF-32 编码，无法读取。{_ADVICE}")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_strict(content[len(mark) :], encoding))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _checked(_without_mark(content, fault))
    if "\x00" in text:
        return _checked(_without_mark(content, None))
    return _checked(text)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise _broken(content, fault.start, encoding) from fault


def _without_mark(content: bytes, fault: UnicodeDecodeError | None) -> str:
    """Neither marked nor clean UTF-8: the most plausible of the other encodings."""
    if fault is not None and _is_damaged_utf8(content):
        raise _broken(content, fault.start, "utf-8")
    candidates = []
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((_plausibility(text[:_SAMPLE_CHARACTERS]), text))
    share, best = max(candidates, key=lambda pair: pair[0], default=(0.0, ""))
    if share < _PLAUSIBLE_SHARE:
        raise not_text()
    return best


def _plausibility(text: str) -> float:
    """Which share of the characters a Chinese office would write.

    The yardstick for ideographs is GB 2312: its 6,763 cover nearly all running text, while wrongly decoded
    bytes scatter over three times as many.
    """
    kept = text.encode("gb2312", "ignore").decode("gb2312")
    usual = sum(1 for character in kept if character >= " " or character in "\t\n\r\f")
    return usual / len(text)


def _is_damaged_utf8(content: bytes) -> bool:
    """True if nearly all multi-byte characters are valid UTF-8: then it is that, with a few bytes spoilt."""
    text = content.decode("utf-8", "replace")
    wide = sum(1 for character in text if character >= "\x80")
    return text.count("\ufffd") * 20 <= wide


def _broken(content: bytes, offset: int, encoding: str) -> RuleViolation:
    line = content[:offset].decode(encoding, "ignore").count("\n") + 1
    return RuleViolation(
        "documents.broken_encoding",
        f"文件中有无法识别的字节，文字可能已损坏。请检查这一行的内容；{_ADVICE}",
        place=f"第 {line} 行附近",
    )


def _checked(text: str) -> str:
    """Refuse control characters that no text holds; they mark a binary file."""
    if _FORBIDDEN.search(text):
        raise not_text()
    return text


def not_text() -> RuleViolation:
    """What could be no known kind of file at all."""
    return RuleViolation(
        "documents.unknown_type",
        "无法识别这个文件的类型。请上传文本（TXT）、网页（HTML）、Word 文档（DOCX）、Excel 工作簿（XLSX）、"
        "PDF，或 PNG、JPEG 图片；其他格式请先用原来的软件另存为其中一种。",
    )
