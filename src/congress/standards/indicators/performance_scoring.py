"""Scoring of self-evaluations and lights of monitoring as data: schemes of weights, bands, grades, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import MappingProxyType

from congress.standards.yaml_files import Fields, read_yaml

_FILE = Path(__file__).with_name("performance_scoring.yaml")
FULL_MARKS = Decimal(100)
EXECUTION = "execution"


@dataclass(frozen=True, slots=True)
class WeightScheme:
    """How a hundred points are divided: `weights` by level-1 code, `execution` being spending against budget."""

    id: str
    title: str
    basis: str
    source: str
    verified: bool
    weights: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Band:
    """One of the bands a person chooses from where a result cannot be counted; shares of the row's points."""

    id: str
    title: str
    highest: Decimal
    lowest: Decimal


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and the points from which it is given."""

    title: str
    lowest: Decimal


@dataclass(frozen=True, slots=True)
class LightThresholds:
    """Shares of what is due by now below which a light is red, yellow or green; from `green_below` on it is blue."""

    red_below: Decimal
    yellow_below: Decimal
    green_below: Decimal


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """Everything a score is made with.

    `far_over` is the multiple of a target from which it counts as set too low; where `reduce_far_over` is on,
    `reduction` of the row's points goes. `heirs` tells to which headings the points of one without indicators go.
    """

    version: str
    schemes: Mapping[str, WeightScheme]
    heirs: Mapping[str, tuple[str, ...]]
    far_over: Decimal
    reduce_far_over: bool
    reduction: Decimal
    bands: tuple[Band, ...]
    grades: tuple[Grade, ...]
    lights: LightThresholds
    basis: str
    source: str
    verified: bool

    def grade(self, points: Decimal) -> str:
        """The grade of a total out of a hundred."""
        return next(grade.title for grade in self.grades if points >= grade.lowest)

    def band(self, share: Decimal) -> Band:
        """The band a share of the points belongs to; a share on the border belongs to the better one."""
        return next(band for band in self.bands if share >= band.lowest)


@cache
def performance_scoring() -> ScoringRules:
    """Return the rules of `performance_scoring.yaml`."""
    return scoring_from_fields(read_yaml(_FILE))


def scoring_from_fields(fields: Fields) -> ScoringRules:
    """Read scoring rules; a violation in Chinese says what is wrong and where."""
    quantities = fields.part("quantities")
    rules = ScoringRules(
        version=fields.text("version"),
        schemes=MappingProxyType({scheme.id: scheme for scheme in map(_scheme, fields.parts("schemes"))}),
        heirs=MappingProxyType(_heirs(fields)),
        far_over=_number(quantities, "far_over"),
        reduce_far_over=quantities.flag("reduce_far_over"),
        reduction=_number(quantities, "reduction"),
        bands=tuple(_band(part) for part in fields.parts("bands")),
        grades=_grades(fields),
        lights=_lights(fields.part("lights")),
        basis=fields.text("basis"),
        source=fields.text("source"),
        verified=fields.flag("verified"),
    )
    quantities.finish()
    fields.finish()
    return rules


def _scheme(part: Fields) -> WeightScheme:
    written = part.part("weights")
    weights = {name: _number(written, name) for name in part.mapping("weights")}
    if sum(weights.values()) != FULL_MARKS or EXECUTION not in weights:
        raise part.refuse("weights", "各项分值（含 execution）相加应当正好是 100")
    scheme = WeightScheme(
        id=part.text("id"),
        title=part.text("title"),
        basis=part.text("basis"),
        source=part.text("source"),
        verified=part.flag("verified"),
        weights=MappingProxyType(weights),
    )
    part.finish()
    return scheme


def _heirs(fields: Fields) -> dict[str, tuple[str, ...]]:
    heirs = {}
    for name, value in fields.mapping("heirs").items():
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise fields.refuse("heirs", "应当是一级指标编码的列表")
        heirs[name] = tuple(value)
    return heirs


def _band(part: Fields) -> Band:
    band = Band(part.text("id"), part.text("title"), _number(part, "highest"), _number(part, "lowest"))
    part.finish()
    return band


def _grades(fields: Fields) -> tuple[Grade, ...]:
    grades = []
    for part in fields.parts("grades"):
        grades.append(Grade(part.text("title"), _number(part, "from")))
        part.finish()
    lowest = [grade.lowest for grade in grades]
    if lowest != sorted(lowest, reverse=True) or lowest[-1:] != [Decimal(0)]:
        raise fields.refuse("grades", "等次应当从高到低排列，最后一档从 0 分起")
    return tuple(grades)


def _lights(part: Fields) -> LightThresholds:
    lights = LightThresholds(*(_number(part, name) for name in ("red_below", "yellow_below", "green_below")))
    part.finish()
    return lights


def _number(part: Fields, key: str) -> Decimal:
    try:
        return Decimal(part.text(key))
    except InvalidOperation:
        raise part.refuse(key, '应当是加了引号的数字，如 "0.80"') from None
