"""Observations as data: what is worth a look when performance tables stand side by side (CM01–CM14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from congress.standards.indicators.performance_checks import Severity
from congress.standards.yaml_files import Fields, read_yaml

_FILE = Path(__file__).with_name("observations.yaml")
_ID = re.compile(r"CM\d{2}")


@dataclass(frozen=True, slots=True)
class ObservationCase:
    """One thing that can be noticed: its weight and its Chinese sentence with {named} places for the figures."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class ObservationRule:
    """One kind of observation: `verified` is false where the basis is trade knowledge without a text behind it."""

    id: str
    title: str
    basis: str
    source: str
    verified: bool
    parameters: Mapping[str, str]
    cases: Mapping[str, ObservationCase]

    def decimal(self, name: str) -> Decimal:
        """A parameter that is a number."""
        return Decimal(self.parameters[name])


@cache
def observation_rules() -> Mapping[str, ObservationRule]:
    """Return the observations of `observations.yaml` by id."""
    return observations_from_fields(read_yaml(_FILE))


def observations_from_fields(fields: Fields) -> Mapping[str, ObservationRule]:
    """Read a catalogue of observations; a violation in Chinese says which entry is wrong and where."""
    fields.text("version")
    rules: dict[str, ObservationRule] = {}
    for part in fields.parts("observations"):
        rule = _rule(part)
        if rule.id in rules:
            raise part.refuse("id", "这个编号已经用过了")
        rules[rule.id] = rule
    fields.finish()
    return MappingProxyType(rules)


def _rule(part: Fields) -> ObservationRule:
    name = part.text("id")
    if not _ID.fullmatch(name):
        raise part.refuse("id", "应当写成 CM 加两位数字，例如 CM03")
    rule = ObservationRule(
        id=name,
        title=part.text("title"),
        basis=part.text("basis"),
        source=part.text("source"),
        verified=part.flag("verified"),
        parameters=MappingProxyType(_parameters(part)),
        cases=MappingProxyType(_cases(part)),
    )
    part.finish()
    return rule


def _parameters(part: Fields) -> dict[str, str]:
    """Numbers, written as text so that no float comes between the file and a Decimal."""
    if not part.has("parameters"):
        return {}
    written = part.part("parameters")
    return {name: written.text(name) for name in part.mapping("parameters")}


def _cases(part: Fields) -> dict[str, ObservationCase]:
    written = part.part("cases")
    cases = {}
    for name in part.mapping("cases"):
        case = written.part(name)
        severity = case.one_of("severity", [each.value for each in Severity])
        cases[name] = ObservationCase(Severity(severity), case.text("message"))
        case.finish()
    return cases
