"""The kinds of knowledge: rules, holiday notices, codes, terms, thresholds. Each checks, tells and lists its own."""

from __future__ import annotations

from congress.platform.knowledge.kinds.calendars import CALENDAR
from congress.platform.knowledge.kinds.codes import CODE
from congress.platform.knowledge.kinds.kind import Kind
from congress.platform.knowledge.kinds.rules import RULE
from congress.platform.knowledge.kinds.terms import TERM
from congress.platform.knowledge.kinds.thresholds import THRESHOLD

KINDS: dict[str, Kind] = {each.name: each for each in (RULE, CALENDAR, CODE, TERM, THRESHOLD)}

__all__ = ["CALENDAR", "CODE", "KINDS", "RULE", "TERM", "THRESHOLD", "Kind"]
