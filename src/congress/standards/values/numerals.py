"""Chinese numerals to whole numbers and back: 十七, 三百零五, 二〇二六, and the bank forms 壹佰万."""

from __future__ import annotations

from congress.standards.errors import RuleViolation
from congress.standards.values.written import closed_up, shown

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_GROUPS = ((10**8, "亿"), (10**4, "万"), (1, ""))
_LIMIT = 10**12
_PLAIN = str.maketrans(
    "〇○Ｏ两壹贰叁肆伍陆柒捌玖拾佰仟萬億贰貳參陸", "零零零二一二三四五六七八九十百千万亿二二三六"
)
_UNIT_VALUES = {"十": 10, "百": 100, "千": 1000}
_GROUP_VALUES = {"万": 10**4, "亿": 10**8}

NUMERAL_CHARACTERS = frozenset("零一二三四五六七八九十百千万亿〇○两壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸")


def to_chinese(number: int) -> str:
    """Write a whole number from 0 below a million million: 17 is 十七, 305 is 三百零五."""
    if not 0 <= number < _LIMIT:
        raise ValueError(f"outside 0 … {_LIMIT - 1}: {number}")
    if number == 0:
        return "零"
    written = ""
    for size, name in _GROUPS:
        group = number // size % 10**4
        if group:
            # A gap below the group above is read aloud as one 零.
            gap = "零" if written and group < 1000 else ""
            written += gap + _group(group) + name
        elif written and size == 10**4 and number % 10**4 >= 1000:
            written += "零"
    return written[1:] if written.startswith("一十") else written


def to_chinese_digits(number: int) -> str:
    """Write a number digit by digit, as years are: 2026 is 二〇二六."""
    return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(number))


def from_chinese(text: str) -> int:
    """Read a whole number written in Chinese numerals, digit by digit or with units.

    Raises ``numeral.unreadable`` for anything that is not the regular way to write a number.
    """
    plain = closed_up(text).translate(_PLAIN)
    if _is_digit_by_digit(plain):
        return int("".join(str(_DIGITS.index(character)) for character in plain))
    number = _evaluate(plain)
    # Whoever writes a number irregularly (十百, 三五) may mean something else: read only what we would write.
    regular = plain[1:] if plain.startswith("一十") else plain
    if number is None or number >= _LIMIT or to_chinese(number) != regular:
        raise RuleViolation(
            "numeral.unreadable",
            f"“{shown(text)}”不是规范的中文数字，请写成“十七”“三百零五”这样的形式，或者改用阿拉伯数字。",
        )
    return number


def _is_digit_by_digit(plain: str) -> bool:
    # 三五次 means "three to five times", so two or three bare digits only count where a 〇 stands among them.
    if not plain or not all(character in _DIGITS for character in plain):
        return False
    return len(plain) == 1 or (plain[0] != "零" and (len(plain) > 3 or "零" in plain))


def _group(number: int) -> str:
    written, gap = "", False
    for size, name in _UNITS:
        digit = number // size % 10
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + name
        gap = bool(written) and not digit
    return written


def _evaluate(plain: str) -> int | None:
    total = group = 0
    digit: int | None = None
    for character in plain:
        if character in _DIGITS:
            digit = _DIGITS.index(character)
        elif character in _UNIT_VALUES:
            group += (1 if digit is None else digit) * _UNIT_VALUES[character]
            digit = None
        elif character in _GROUP_VALUES:
            total += (group + (digit or 0)) * _GROUP_VALUES[character]
            group, digit = 0, None
        else:
            return None
    return total + group + (digit or 0) if plain else None
