"""Where a body may stand: kinds that exist at its level, its parent's level and region, days in order."""

from __future__ import annotations

from datetime import date

from congress.standards.codes import load_table
from congress.standards.errors import RuleViolation
from congress.standards.values import RegionCode, RegionLevel, written_date

CODE_LIMIT = 40
NAME_LIMIT = 100
SHORT_NAME_LIMIT = 30


def read_body_code(text: str) -> str:
    """A body's code without blanks around it. Raises when there is none or it is too long."""
    code = text.strip()
    if not code:
        raise RuleViolation("organisation.code_needed", "请填写机构编码。", field="code")
    if len(code) > CODE_LIMIT:
        raise RuleViolation("organisation.code_too_long", f"机构编码最多 {CODE_LIMIT} 个字符。", field="code")
    return code


def read_body_name(text: str) -> str:
    """A body's name without blanks around it. Raises when there is none or it is too long."""
    name = text.strip()
    if not name:
        raise RuleViolation("organisation.name_needed", "请填写机构名称。", field="name")
    if len(name) > NAME_LIMIT:
        raise RuleViolation("organisation.name_too_long", f"机构名称最多 {NAME_LIMIT} 个字。", field="name")
    return name


def read_short_name(text: str) -> str:
    """A body's short name without blanks around it, "" for none. Raises when it is too long."""
    name = text.strip()
    if len(name) > SHORT_NAME_LIMIT:
        raise RuleViolation(
            "organisation.short_name_too_long", f"简称最多 {SHORT_NAME_LIMIT} 个字。", field="short_name"
        )
    return name


def read_region(text: str) -> str:
    """A region code in its shortest full form, "" for none. Raises for what is no region code."""
    if not text.strip():
        return ""
    try:
        return str(RegionCode.parse(text))
    except RuleViolation as violation:
        raise violation.located(field="region_code") from None


def require_kind_and_level(*, kind: str, level: str) -> None:
    """Raise unless kind and level are known codes, and the law knows such a body at that level.

    Only kinds whose levels were compared with the law refuse; for the others the table is a custom, not a rule.
    """
    known = load_table("body_kinds").find(kind)
    if known is None:
        raise RuleViolation(
            "organisation.unknown_kind", f"没有“{kind}”这种机构类别，请从列表中选择。", field="kind"
        )
    rank = load_table("administrative_levels").find(level)
    if rank is None:
        raise RuleViolation(
            "organisation.unknown_level", f"没有“{level}”这个层级，请从列表中选择。", field="level"
        )
    if known.verified and level not in known.attributes.get("levels", level).split():
        message = f"{rank.name}不设“{known.name}”（{known.source}），请核对类别和层级。"
        raise RuleViolation("organisation.kind_not_at_level", message, field="level")


def require_below(*, level: str, parent_level: str) -> None:
    """Raise when a body's level is above its parent's."""
    own, parent = RegionLevel(level), RegionLevel(parent_level)
    if own.depth < parent.depth:
        message = f"层级“{own.label}”高于上级机构的“{parent.label}”，请核对层级或上级机构。"
        raise RuleViolation("organisation.level_above_parent", message, field="level")


def require_region_within(*, region: str, parent_region: str) -> None:
    """Raise when a body's region does not lie in its parent's; a side without a region passes."""
    if not region or not parent_region:
        return
    if not RegionCode(region).is_within(RegionCode(parent_region)):
        message = f"区划 {region} 不在上级机构的区划 {parent_region} 之内，请核对区划或上级机构。"
        raise RuleViolation("organisation.region_outside_parent", message, field="region_code")


def require_in_use(*, name: str, closed_on: date | None) -> None:
    """Raise when a body has been closed."""
    if closed_on is not None:
        message = f"“{name}”已于 {written_date(closed_on)} 停用，不能再办理。"
        raise RuleViolation("organisation.body_closed", message)


def require_order(*, start: date, end: date | None, field: str) -> None:
    """Raise when something would end before it began."""
    if end is not None and end < start:
        message = f"结束日期不能早于开始日期 {written_date(start)}，请核对。"
        raise RuleViolation("organisation.dates_out_of_order", message, field=field)


def require_within_term(*, day: date, starts_on: date, ends_on: date | None) -> None:
    """Raise when a mandate would begin outside its term."""
    if day < starts_on or (ends_on is not None and day > ends_on):
        until = f"至 {written_date(ends_on)}" if ends_on else "起"
        message = f"任职日期应当在本届任期之内（{written_date(starts_on)}{until}），请核对。"
        raise RuleViolation("organisation.outside_term", message, field="from_date")
