"""Statutory counting of time: calendar days, working days with 调休, months and years."""

from congress.standards.calendar.counting import (
    CountUnit,
    Deadline,
    SkippedDay,
    count_backward,
    count_forward,
    days_between,
    working_days_between,
)
from congress.standards.calendar.holidays import (
    DayKind,
    HolidayNotice,
    WorkCalendar,
    load_calendar,
    notice_from_fields,
)

__all__ = [
    "CountUnit",
    "DayKind",
    "Deadline",
    "HolidayNotice",
    "SkippedDay",
    "WorkCalendar",
    "count_backward",
    "count_forward",
    "days_between",
    "load_calendar",
    "notice_from_fields",
    "working_days_between",
]
