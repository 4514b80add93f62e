"""Rules of roles and grants: pure functions."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date
from unicodedata import normalize

from congress.standards.errors import RuleViolation
from congress.standards.values.region import RegionCode, RegionLevel

LONGEST_TITLE = 60


def title_of(typed: str) -> str:
    """A role's title. Raises `RuleViolation` when it is blank or too long."""
    title = normalize("NFKC", typed).strip()
    if not title or len(title) > LONGEST_TITLE:
        raise RuleViolation(
            "access.bad_title", f"请填写角色名称，不超过 {LONGEST_TITLE} 个字。", field="title"
        )
    return title


def known_codes(codes: Iterable[str], declared: Container[str]) -> set[str]:
    """The permission codes given, each of which some module declares. Raises `RuleViolation` for any other."""
    given = {str(code) for code in codes}
    unknown = sorted(code for code in given if code not in declared)
    if unknown:
        message = f"没有登记过权限“{'、'.join(unknown)}”，请刷新页面后重新选择。"
        raise RuleViolation("access.unknown_permission", message, field="codes")
    return given


def region_prefix(region: str) -> str:
    """The digits that the codes of a region and of all regions in it begin with; "" for no narrowing.

    Raises `RuleViolation` when it is not a region code.
    """
    if not region.strip():
        return ""
    try:
        code = RegionCode.parse(region)
    except RuleViolation as refusal:
        raise refusal.located(field="region_code") from None
    match code.level:
        case RegionLevel.NATION:
            return ""
        case RegionLevel.PROVINCE:
            return code.code[:2]
        case RegionLevel.CITY:
            return code.code[:4]
        case _:
            return code.code


def require_period(from_date: date, until_date: date | None, *, today: date) -> None:
    """Raise unless the period is in order and not over already."""
    if until_date is None:
        return
    if until_date < from_date:
        raise RuleViolation(
            "access.dates_out_of_order", "结束日期不能早于开始日期，请核对。", field="until_date"
        )
    if until_date < today:
        raise RuleViolation(
            "access.period_over", "结束日期已经过去，请填写今天或以后的日期。", field="until_date"
        )


def overlap(from_a: date, until_a: date | None, from_b: date, until_b: date | None) -> bool:
    """Whether two periods share a day; None has no end."""
    return (until_b is None or from_a <= until_b) and (until_a is None or from_b <= until_a)


def is_running(from_date: date, until_date: date | None, is_ended: bool, day: date) -> bool:
    """Whether a grant of that period holds on a day."""
    return not is_ended and from_date <= day and (until_date is None or day <= until_date)
