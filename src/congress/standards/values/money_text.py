"""Reading written amounts of money into whole fen, or saying in Chinese why not."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from congress.standards.errors import RuleViolation
from congress.standards.values.absence import Absence, absence_of
from congress.standards.values.numerals import NUMERAL_CHARACTERS, from_chinese
from congress.standards.values.written import half_width, shown

_DIGITS = r"[0-9][0-9,]*(?:\.[0-9]*)?"
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_SCALES = {
    "万亿": 10**12,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 1000,
    "百": 100,
    "": 1,
}
_PART = re.compile(rf"\s*({_DIGITS})\s*(万亿|亿|千万|百万|十万|万|千|百|)")
_SMALL_PART = re.compile(rf"\s*({_DIGITS})\s*(角|分)")
_SMALL = {"角": 10, "分": 1}
_CURRENCY = re.compile(r"^(?:人民币|RMB|CNY|¥|￥|\s)+|(?:\s|整|正)+$", re.IGNORECASE)
_CHINESE = re.compile("([" + "".join(sorted(NUMERAL_CHARACTERS)) + "]+)[元圆]")


def fen_from_text(text: str, *, fen_per_unit: int | None, allow_negative: bool) -> int:
    """Read a written amount into fen; ``fen_per_unit`` is the unit that applies where the text names none.

    Raises ``money.blank``, ``money.not_applicable``, ``money.negative``, ``money.unit_missing``,
    ``money.bad_grouping``, ``money.too_precise`` or ``money.unreadable``.
    """
    _refuse_absence(text)
    plain = half_width(text)
    is_negative = bool(re.match(r"[-−]\s*", plain))
    if is_negative:
        if not allow_negative:
            raise RuleViolation(
                "money.negative",
                f"“{shown(text)}”前面有短横线：如果它只是分隔符请删去；这里不接受负数。",
            )
        plain = plain[1:]
    plain = _CURRENCY.sub("", plain)
    fen = _chinese_fen(plain, text=text)
    if fen is None:
        fen = _numeric_fen(plain, text=text, fen_per_unit=fen_per_unit)
    return -fen if is_negative else fen


def _refuse_absence(text: str) -> None:
    match absence_of(text):
        case Absence.BLANK:
            raise RuleViolation("money.blank", "金额没有填写；确实没有金额的请填 0。")
        case Absence.NOT_APPLICABLE:
            raise RuleViolation(
                "money.not_applicable", f"“{shown(text)}”表示不适用，不是金额；确实没有金额的请填 0。"
            )


def _chinese_fen(plain: str, *, text: str) -> int | None:
    found = _CHINESE.fullmatch(plain)
    if not found:
        return None
    try:
        return from_chinese(found[1]) * 100
    except RuleViolation:
        raise _unreadable(text) from None


def _numeric_fen(plain: str, *, text: str, fen_per_unit: int | None) -> int:
    parts, rest = _parts(plain)
    if not parts:
        raise _unreadable(text)
    smaller, tail = _small_parts(rest.removeprefix("元"))
    if tail or (smaller and not rest.startswith("元")):
        raise _unreadable(text)
    if rest.startswith("元") or (len(parts) == 1 and parts[0][1]):
        unit = 100
    elif len(parts) == 1:
        if fen_per_unit is None:
            raise RuleViolation(
                "money.unit_missing",
                f"“{shown(text)}”没有写明单位，请写成“{shown(text)}元”或“{shown(text)}万元”。",
            )
        unit = fen_per_unit
    elif parts[-1][1]:
        unit = 100
    else:
        # In speech 1亿2000 is 1.2亿: only the word 元 settles what the last part counts.
        raise RuleViolation(
            "money.unit_missing", f"“{shown(text)}”最后一段没有写明单位，请补写“万元”或“元”。"
        )
    _refuse_fractions_before_more(parts, smaller, text=text)
    amounts = [(number, _SCALES[scale] * unit) for number, scale in parts]
    amounts += [(number, _SMALL[name]) for number, name in smaller]
    sizes = [size for _, size in amounts]
    if sizes != sorted(set(sizes), reverse=True):
        raise _unreadable(text)
    return sum(_exact_fen(number, size, text=text) for number, size in amounts)


def _refuse_fractions_before_more(
    parts: list[tuple[str, str]], smaller: list[tuple[str, str]], *, text: str
) -> None:
    # 1.5亿2000万 counts the same thousands twice, or is a slip: nobody writes it on purpose.
    if any("." in number for number, _ in [*parts, *smaller][:-1]):
        raise _unreadable(text)


def _parts(plain: str) -> tuple[list[tuple[str, str]], str]:
    parts: list[tuple[str, str]] = []
    while found := _PART.match(plain):
        # A bare number cannot be followed by another one: two cells have run together.
        if parts and not parts[-1][1]:
            break
        parts.append((found[1], found[2]))
        plain = plain[found.end() :]
    return parts, plain.strip()


def _small_parts(plain: str) -> tuple[list[tuple[str, str]], str]:
    parts: list[tuple[str, str]] = []
    while found := _SMALL_PART.match(plain):
        parts.append((found[1], found[2]))
        plain = plain[found.end() :]
    return parts, plain.strip()


def _exact_fen(number: str, fen_each: int, *, text: str) -> int:
    if not _GROUPED.fullmatch(number):
        raise RuleViolation(
            "money.bad_grouping",
            f"“{shown(text)}”的逗号或小数点位置不对：千分位逗号应当每三位一个，例如 1,234,567.89。",
        )
    exact = Decimal(number.replace(",", ""))
    with localcontext() as context:
        context.prec = len(number) + 12
        fen = exact * fen_each
    if fen != fen.to_integral_value():
        raise RuleViolation("money.too_precise", f"“{shown(text)}”精确到了分以下，金额只能精确到分，请核对。")
    return int(fen)


def _unreadable(text: str) -> RuleViolation:
    return RuleViolation(
        "money.unreadable", f"看不懂金额“{shown(text)}”，请写成“1,234.56元”或“12.34万元”这样的形式。"
    )
