"""Finding out in which encoding a text was written, and refusing what is no text."""

from __future__ import annotations

import codecs
import re

from congress.standards.errors import RuleViolation

# A sample is enough to tell one encoding from another; validity is checked on the whole text.
_SAMPLE_CHARACTERS = 20_000
_PLAUSIBLE_SHARE, _NEARLY_SHARE = 0.75, 0.6
_CONTROLS = re.compile(r"[\x00-\x06\x08\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_MOST_TEXT_PER_CONTROL = 200
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
    damaged = fault if fault is not None and _is_nearly(content, "utf-8") else None
    candidates = []
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as other:
            if encoding == "gb18030" and damaged is None and _is_nearly(content, encoding):
                damaged = other
            continue
        candidates.append((_plausibility(text[:_SAMPLE_CHARACTERS]), text))
    share, best = max(candidates, key=lambda pair: pair[0], default=(0.0, ""))
    if share >= _PLAUSIBLE_SHARE:
        return best
    raise _broken(content, damaged.start, damaged.encoding) if damaged else not_text()


def _plausibility(text: str) -> float:
    """Which share of the characters beyond ASCII a Chinese office would write; 1 when there are none.

    The yardstick for ideographs is GB 2312: its 6,763 cover nearly all running text, while wrongly decoded
    bytes scatter over three times as many.
    """
    telling = "".join(c for c in text if c >= "\x80" or c == "\x00")
    usual = telling.replace("\x00", "").encode("gb2312", "ignore").decode("gb2312")
    return len(usual) / len(telling) if telling else 1.0


def _is_nearly(content: bytes, encoding: str) -> bool:
    """True if all but a few characters are valid and usual in this encoding: then a few bytes are spoilt."""
    text = content.decode(encoding, "replace")
    wide = sum(1 for character in text if character >= "\x80")
    is_whole = text.count("\ufffd") * 20 <= wide
    return is_whole and not _is_binary(text) and _plausibility(text[:_SAMPLE_CHARACTERS]) > _NEARLY_SHARE


def _broken(content: bytes, offset: int, encoding: str) -> RuleViolation:
    line = content[:offset].decode(encoding, "ignore").count("\n") + 1
    return RuleViolation(
        "documents.broken_encoding",
        f"文件中有无法识别的字节，文字可能已损坏。请检查这一行的内容；{_ADVICE}",
        place=f"第 {line} 行附近",
    )


def _checked(text: str) -> str:
    """Refuse control characters that no text holds; they mark a binary file."""
    if _is_binary(text):
        raise not_text()
    return text


def _is_binary(text: str) -> bool:
    """True with a NUL or more than a stray control character; word processors leave single ones behind."""
    return "\x00" in text or len(_CONTROLS.findall(text)) * _MOST_TEXT_PER_CONTROL > len(text)


def not_text() -> RuleViolation:
    """What could be no known kind of file at all."""
    return RuleViolation(
        "documents.unknown_type",
        "无法识别这个文件的类型。请上传文本（TXT）、网页（HTML）、Word 文档（DOCX、DOC）、Excel 工作簿（XLSX、XLS）、"
        "PDF、OFD，或 PNG、JPEG 图片；其他格式请先用原来的软件另存为其中一种。",
    )
