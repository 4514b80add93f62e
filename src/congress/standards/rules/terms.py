"""What a rule says, by kind: a period of time, a share of a whole, a number of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congress.standards.calendar import CountUnit, Deadline, WorkCalendar, count_backward, count_forward
from congress.standards.errors import RuleViolation
from congress.standards.values import Share
from congress.standards.yaml_files import Fields

_UNITS = tuple(unit.value for unit in CountUnit)
_COMPARISONS = ("at_least", "more_than")


@dataclass(frozen=True, slots=True)
class DeadlineTerms:
    """A period: so many units after an event (``start``), or before it where ``is_backward``.

    ``extend_to`` is the whole length with the longest extension, counted from the same start. ``shift_end`` is off
    where a law lets a period end on a rest day.
    """

    amount: int
    unit: CountUnit
    start: str
    is_backward: bool = False
    extend_to: int | None = None
    shift_end: bool = True

    def count(self, *, start: date, calendar: WorkCalendar, extended: bool = False) -> Deadline:
        """Count the period from the day of its event; extended only where the rule knows an extension."""
        amount = self.amount
        if extended:
            if self.extend_to is None:
                raise RuleViolation("rules.no_extension", "该期限不能延长，请按原期限办理。")
            amount = self.extend_to
        if self.is_backward:
            return count_backward(event=start, amount=amount, unit=self.unit, calendar=calendar)
        return count_forward(
            start=start, amount=amount, unit=self.unit, calendar=calendar, shift_end=self.shift_end
        )


@dataclass(frozen=True, slots=True)
class ShareTerms:
    """A share of a whole: 三分之二以上 (``at_least``) or 过半数 (not ``at_least``: more than), of ``base``."""

    share: Share
    is_at_least: bool
    base: str

    def least_count(self, *, of: int) -> int:
        """The smallest number that fulfils the rule where the whole is ``of``."""
        return self.share.least_count_of(of) if self.is_at_least else self.share.count_over(of)


@dataclass(frozen=True, slots=True)
class CountTerms:
    """A number that must be reached: 代表十人以上联名."""

    count: int
    base: str


Terms = DeadlineTerms | ShareTerms | CountTerms


def terms_from_fields(value: Fields) -> Terms:
    """Read the ``value`` of a rule; its fields tell the kind.

    A period: ``amount``, ``unit`` (day, working_day, month, year), ``start``, optional ``direction: before``,
    ``extend_to``, ``shift_end``. A share: ``share``, ``comparison`` (at_least, more_than), ``base``. A number:
    ``count``, ``base``.
    """
    terms: Terms
    if value.has("unit"):
        terms = _deadline(value)
    elif value.has("share"):
        comparison = value.one_of("comparison", _COMPARISONS)
        terms = ShareTerms(Share.parse(value.text("share")), comparison == "at_least", value.text("base"))
    else:
        terms = CountTerms(_positive(value, "count"), value.text("base"))
    value.finish()
    return terms


def _deadline(value: Fields) -> DeadlineTerms:
    amount = _positive(value, "amount")
    extend_to = value.whole_or_none("extend_to")
    if extend_to is not None and extend_to <= amount:
        raise value.refuse("extend_to", "延长后的总期限应当长于原期限")
    direction = value.text_or_none("direction") and value.one_of("direction", ("before", "after"))
    return DeadlineTerms(
        amount=amount,
        unit=CountUnit(value.one_of("unit", _UNITS)),
        start=value.text("start"),
        is_backward=direction == "before",
        extend_to=extend_to,
        shift_end=value.flag_or("shift_end", True),
    )


def _positive(value: Fields, key: str) -> int:
    number = value.whole(key)
    if number < 1:
        raise value.refuse(key, "应当是大于 0 的整数")
    return number
