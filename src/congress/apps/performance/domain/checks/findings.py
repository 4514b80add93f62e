"""Findings: what a check says about a table, made from the rule's own sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from congress.apps.performance.domain.amounts import Amount, format_amount
from congress.apps.performance.domain.checks.remedies import Remedy
from congress.apps.performance.domain.table import Entry
from congress.standards.indicators import CheckRule, Severity, Touch
from congress.standards.values.money import MoneyUnit

WAN = MoneyUnit.TEN_THOUSAND_YUAN
YUAN = MoneyUnit.YUAN


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that can be taken over with one click: the text a cell should have.

    Where one fault stands in several cells, `also` names the others, each with the text it should have.
    """

    address: str
    text: str
    also: tuple[tuple[str, str], ...] = ()

    @property
    def changes(self) -> tuple[tuple[str, str], ...]:
        """Every cell with the text it should have."""
        return ((self.address, self.text), *self.also)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, or one remark, with its exact places.

    `id` is that of the check (PQ21), `case` what it found; `message` is a sentence for the clerk with the figures
    on both sides; `basis` says on what it rests and `verified` whether that has been seen in a text of law.
    `touches` tells what mending it would change, `remedy` who can do so at the table's stage; a `proposal` is there
    only where the unit may mend the fault itself.
    """

    id: str
    case: str
    severity: Severity
    addresses: tuple[str, ...]
    message: str
    basis: str
    verified: bool
    touches: Touch
    remedy: Remedy = Remedy.OWN
    proposal: Proposal | None = None


def finding(
    rule: CheckRule,
    case: str,
    addresses: Iterable[str],
    figures: Mapping[str, object],
    proposal: Proposal | None = None,
) -> Finding:
    """Make a finding from a case of a rule; `figures` fill the places in its sentence."""
    return Finding(
        id=rule.id,
        case=case,
        severity=rule.cases[case].severity,
        addresses=tuple(addresses),
        message=_sentence(rule.cases[case].message, figures),
        basis=rule.basis,
        verified=rule.verified,
        touches=rule.cases[case].touches,
        proposal=proposal,
    )


def _sentence(message: str, figures: Mapping[str, object]) -> str:
    """Fill a sentence; a quotation inside a quotation takes single marks, as Chinese writes it."""
    inner = {
        name: value.replace("“", "‘").replace("”", "’")
        for name, value in figures.items()
        if isinstance(value, str) and f"“{{{name}}}”" in message
    }
    return message.format_map({**figures, **inner})


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts added up; blanks count as nothing and are named."""

    yuan: Decimal
    entries: tuple[Entry[Amount], ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the parts stand."""
        return tuple(entry.address for entry in self.entries)

    @property
    def blanks(self) -> str:
        """A sentence on the parts nobody filled in, empty when there are none."""
        names = [f"“{entry.cell.label}”" for entry in self.entries if entry.cell and entry.is_blank]
        return f"（{'、'.join(names)}没有填写，按 0 计算。）" if names else ""

    @property
    def parts(self) -> str:
        """The parts in 万元 as a reader adds them up: 4,684.01 + 1,059.59."""
        return " + ".join(wan(entry.value.yuan) for entry in self.entries if entry.value)

    @property
    def unit(self) -> MoneyUnit:
        """The coarsest unit a part is written in: it decides what is mere rounding."""
        units = [entry.value.unit for entry in self.entries if entry.value]
        return max(units, key=lambda unit: unit.value, default=YUAN)


def sum_of(entries: Iterable[Entry[Amount]]) -> Sum | None:
    """Add up amounts; None when there are none, or when one stands there that could not be read."""
    parts = tuple(entry for entry in entries if entry.cell is not None)
    if any(entry.value is None and not entry.is_blank and not entry.is_not_applicable for entry in parts):
        return None
    amounts = [entry.value.yuan for entry in parts if entry.value is not None]
    return Sum(sum(amounts, Decimal(0)), parts) if amounts else None


def is_rounding(gap: Decimal, *, unit: MoneyUnit, rule: CheckRule) -> bool:
    """Whether a gap in yuan is no more than the last printed digit of the unit."""
    return abs(gap) <= rule.decimal("tolerance_units") * unit.value / YUAN.value


def wan(yuan: Decimal) -> str:
    """Write yuan in 万元."""
    return format_amount(yuan, unit=WAN)


def yuan(amount: Decimal) -> str:
    """Write yuan in 元."""
    return format_amount(amount, unit=YUAN)


def percent(share: Decimal, *, places: int = 1) -> str:
    """Write a share as a percentage: 72.3%."""
    step = Decimal(1).scaleb(-places)
    return f"{(share * 100).quantize(step, rounding=ROUND_HALF_UP):f}%"
