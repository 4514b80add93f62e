"""Until when a table must be public: counted from the reply, by the rule that applies to the body's place."""

from __future__ import annotations

from datetime import date

from congress.apps.performance.models import TargetTable
from congress.platform.knowledge.api import rule_book, work_calendar
from congress.platform.organisation.api import root_body
from congress.standards.errors import RuleViolation
from congress.standards.rules import RuleDeadline
from congress.standards.values import RegionCode

RULE = "budget.disclosure.department"


def last_day_of(table: TargetTable, replied_on: date) -> RuleDeadline:
    """The last lawful day to publish what was replied to on a day, with how it was counted. Four queries at most.

    Raises `RuleViolation` where the body's region is unknown or no rule is in force there.
    """
    region = _region_of(table)
    rule = rule_book().lookup(name=RULE, place=region, on=replied_on)
    return rule.count(start=replied_on, calendar=work_calendar(region=region))


def _region_of(table: TargetTable) -> RegionCode:
    code = table.body.region_code
    if not code:
        root = root_body()
        code = root.region_code if root else ""
    if not code:
        raise RuleViolation(
            "performance.no_region",
            "本单位没有登记行政区划代码，算不出公开期限。请系统管理员在“机构”里补上。",
            field="replied_on",
        )
    return RegionCode.parse(code)
