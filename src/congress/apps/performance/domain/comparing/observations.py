"""Observations: what is worth a look between tables, each with the places on both sides and its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from congress.apps.performance.domain.comparing.comparison import Comparison
from congress.apps.performance.domain.comparing.rows import Held, Row, RowKind
from congress.apps.performance.domain.comparing.sides import Side
from congress.apps.performance.domain.targets import Target, format_target
from congress.standards.indicators import Severity
from congress.standards.indicators.observations import ObservationRule


@dataclass(frozen=True, slots=True)
class Spot:
    """A place an observation speaks of: the number of the column and the address of the cell in its table."""

    side: int
    address: str


@dataclass(frozen=True, slots=True)
class Observation:
    """Something worth a look: `id` and `case` as in the catalogue, a sentence with the figures, the places.

    `row` is the key of the row it speaks of, "" when it speaks of whole tables. `is_doubtful` says that it rests on a
    match a person should look at first.
    """

    id: str
    case: str
    title: str
    severity: Severity
    message: str
    basis: str
    verified: bool
    row: str
    spots: tuple[Spot, ...]
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two columns of a comparison, the former and the later (or another body's), and the rows both may hold."""

    comparison: Comparison
    first: int
    second: int

    @property
    def before(self) -> Side:
        """The former column."""
        return self.comparison.sides[self.first]

    @property
    def after(self) -> Side:
        """The later column."""
        return self.comparison.sides[self.second]

    def rows(self, *kinds: RowKind) -> Iterator[tuple[Row, Held | None, Held | None]]:
        """The rows of some kinds that at least one of the two holds."""
        for row in self.comparison.rows:
            one, two = row.cells[self.first], row.cells[self.second]
            if row.kind in kinds and (one is not None or two is not None):
                yield row, one, two

    def both(self, *kinds: RowKind) -> Iterator[tuple[Row, Held, Held]]:
        """The rows of some kinds that both hold."""
        for row, one, two in self.rows(*kinds):
            if one is not None and two is not None:
                yield row, one, two

    def cells(self, key: str) -> tuple[Held | None, Held | None]:
        """What the two hold in the row of a key."""
        row = self.comparison.row(key)
        return (row.cells[self.first], row.cells[self.second]) if row else (None, None)

    def spots(self, *, first: Iterable[Held | None] = (), second: Iterable[Held | None] = ()) -> list[Spot]:
        """The places of cells, those of the former column first."""
        return [
            Spot(side, address)
            for side, held in ((self.first, first), (self.second, second))
            for cell in held
            if cell is not None
            for address in (cell.parts or (cell.address,))
        ]


def observation(
    rule: ObservationRule, case: str, spots: Iterable[Spot], figures: Mapping[str, object], *, row: str = ""
) -> Observation:
    """Make an observation from a case of a rule; `figures` fill the places in its sentence."""
    return Observation(
        id=rule.id,
        case=case,
        title=rule.title,
        severity=rule.cases[case].severity,
        message=rule.cases[case].message.format_map(figures),
        basis=rule.basis,
        verified=rule.verified,
        row=row,
        spots=tuple(spots),
    )


def signed_percent(rate: Decimal) -> str:
    """A rate of change as people write it: +12.3%, -29.1%."""
    return f"{(rate * 100):+.1f}%"


def percent_of(share: Fraction | Decimal) -> str:
    """A share as a percentage: 53.0%."""
    return f"{float(Fraction(share) * 100):.1f}%"


def quoted(target: Target) -> str:
    """A target as sentences name it."""
    return format_target(target)


def listed(names: Iterable[str], *, most: int = 4) -> str:
    """Names in a sentence, no more than a reader takes in."""
    told = [f"“{inside(name)}”" for name in names]
    more = f"等 {len(told)} 项" if len(told) > most else ""
    return "、".join(told[:most]) + more


def inside(name: str) -> str:
    """A name as it stands inside quotation marks: its own marks become single ones."""
    return name.replace("“", "‘").replace("”", "’")
