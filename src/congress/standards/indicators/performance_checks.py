"""Checks of performance tables as data: text, severity, basis and parameters of the rules PQ01–PQ30."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

_FILE = Path(__file__).with_name("performance_checks.yaml")
_ID = re.compile(r"PQ\d{2}")


class Severity(StrEnum):
    """How much a finding weighs."""

    RED = "R"
    ORANGE = "O"
    YELLOW = "Y"
    BLUE = "B"

    @property
    def label(self) -> str:
        """Name the severity as a screen shows it."""
        return _SEVERITY_LABELS[self]


_SEVERITY_LABELS = {
    Severity.RED: "必须改正",
    Severity.ORANGE: "应当改正",
    Severity.YELLOW: "请核对",
    Severity.BLUE: "提示",
}


@dataclass(frozen=True, slots=True)
class CheckCase:
    """One thing a check can find: its severity and its Chinese sentence with {named} places for the figures."""

    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One check: `verified` is false where the basis is trade knowledge without a text behind it."""

    id: str
    title: str
    basis: str
    source: str
    verified: bool
    parameters: Mapping[str, Any]
    cases: Mapping[str, CheckCase]

    def decimal(self, name: str) -> Decimal:
        """A parameter that is a number; written as text in the file so that no float comes in between."""
        return Decimal(str(self.parameters[name]))

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter that is a list of words."""
        return tuple(self.parameters[name])

    def text(self, name: str) -> str:
        """A parameter that is a text or a regular expression."""
        return str(self.parameters[name])


@cache
def performance_checks() -> Mapping[str, CheckRule]:
    """Return the checks of `performance_checks.yaml` by id."""
    return read_checks(_FILE.read_text(encoding="utf-8"))


def read_checks(text: str) -> Mapping[str, CheckRule]:
    """Read a catalogue of checks from YAML; ValueError says which entry is wrong."""
    rules: dict[str, CheckRule] = {}
    for entry in yaml.safe_load(text)["checks"]:
        rule = _rule(entry)
        if rule.id in rules:
            raise ValueError(f"{rule.id} is defined twice")
        rules[rule.id] = rule
    return MappingProxyType(rules)


def _rule(entry: Mapping[str, Any]) -> CheckRule:
    name = str(entry["id"])
    if not _ID.fullmatch(name):
        raise ValueError(f"not the id of a check: {name!r}")
    for number, value in entry.get("parameters", {}).items():
        if isinstance(value, float):
            raise ValueError(f"{name}: write the parameter {number} in quotes, floats are not exact")
    if not isinstance(entry["verified"], bool):
        raise ValueError(f"{name}: verified is true or false")
    cases = {
        case: CheckCase(Severity(body["severity"]), body["message"]) for case, body in entry["cases"].items()
    }
    return CheckRule(
        id=name,
        title=entry["title"],
        basis=entry["basis"],
        source=entry["source"],
        verified=entry["verified"],
        parameters=MappingProxyType(dict(entry.get("parameters", {}))),
        cases=MappingProxyType(cases),
    )
