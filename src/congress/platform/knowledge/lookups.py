"""Finding what applies: the narrowest jurisdiction and in force on the day, the place's own word before what ships."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from congress.platform.knowledge.contracts import Known
from congress.platform.knowledge.kinds import KINDS
from congress.platform.knowledge.kinds.calendars import CALENDAR, notice_of
from congress.platform.knowledge.kinds.codes import CODE, table_with
from congress.platform.knowledge.kinds.rules import RULE, rule_of
from congress.platform.knowledge.kinds.thresholds import THRESHOLD, number_of
from congress.platform.knowledge.models import Entry
from congress.platform.knowledge.narrowing import narrowest
from congress.standards.calendar import WorkCalendar, load_calendar
from congress.standards.codes import CodeTable
from congress.standards.errors import RuleViolation
from congress.standards.rules import RuleBook, load_rule_book
from congress.standards.values import RegionCode, written_date


class MissingKnowledge(RuleViolation):
    """Nothing of that kind and key is in force there on that day. There is never a silent default."""


def lookup(*, kind: str, key: str, on: date, region: RegionCode) -> Known:
    """What applies in a region on a day. One query.

    Raises `MissingKnowledge` (`knowledge.missing`), and `KeyError` for a kind that does not exist.
    """
    own = own_entries(kind=kind, key=key)
    shipped = [each for each in KINDS[kind].shipped() if each.key == key]
    for area in region.lineage:
        for layer in (own, shipped):
            found = [each for each in layer if each.jurisdiction == area and each.is_in_force(on=on)]
            if found:
                return max(found, key=lambda each: each.effective_from or date.min)
    known = [*own, *shipped]
    title = known[0].title if known else key
    raise MissingKnowledge(
        "knowledge.missing",
        f"没有找到 {written_date(on)} 在 {region} 适用的{KINDS[kind].title}“{title}”，"
        "请管理员在“数据字典”里登记并写明出处。",
        field=key,
    )


def rule_book() -> RuleBook:
    """The rules that ship with the place's own over them. One query."""
    return load_rule_book().with_overlay(rule_of(each) for each in own_entries(kind=RULE.name))


def work_calendar(*, region: RegionCode) -> WorkCalendar:
    """The working days of a region: for each year the narrowest notice the place has entered, else what ships."""
    return load_calendar().with_notices(
        notice_of(each) for each in narrowest(own_entries(kind=CALENDAR.name), region)
    )


def code_table(*, name: str, region: RegionCode) -> CodeTable:
    """A code table with the place's own entries in it. One query. Raises `ValueError` for an unknown table."""
    prefix = f"{name}."
    own = [each for each in own_entries(kind=CODE.name) if each.key.startswith(prefix)]
    return table_with(name, narrowest(own, region))


def threshold(*, key: str, on: date, region: RegionCode) -> Decimal:
    """A threshold's number. Raises `MissingKnowledge`."""
    return number_of(lookup(kind=THRESHOLD.name, key=key, on=on, region=region))


def own_thresholds(*, prefix: str, on: date, region: RegionCode) -> dict[str, Decimal]:
    """The place's own thresholds under a prefix that hold in a region on a day, by key. One query."""
    own = [each for each in own_entries(kind=THRESHOLD.name) if each.key.startswith(prefix)]
    in_force = [each for each in own if each.is_in_force(on=on)]
    latest = sorted(narrowest(in_force, region), key=lambda each: each.effective_from or date.min)
    return {each.key: number_of(each) for each in latest}


def own_entries(*, kind: str, key: str = "") -> list[Known]:
    """What the place entered itself of a kind, or of one key, and has not retired. One query."""
    rows = Entry.objects.filter(kind=kind, state="in_force")
    if key:
        rows = rows.filter(key=key)
    return [row.known() for row in rows.order_by("key", "effective_from", "pk")]
