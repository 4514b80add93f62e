"""Checks of performance tables as data: text, severity, basis and parameters of the rules PQ01–PQ30."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from congress.standards.errors import RuleViolation
from congress.standards.yaml_files import Fields, read_yaml

_FOLDER = Path(__file__).with_name("checks")
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


class Touch(StrEnum):
    """What mending a fault would change: it decides who may mend it once the budget has been replied to.

    `wording`: how something is written (文字、编号、单位的写法); `result`: what the unit itself reports (实际值、原因、
    执行数); `design`: which indicators there are, under which names and headings; `target`: what is promised
    (指标值); `money`: how much is arranged.
    """

    WORDING = "wording"
    RESULT = "result"
    DESIGN = "design"
    TARGET = "target"
    MONEY = "money"

    @property
    def label(self) -> str:
        """Name what is touched as a screen shows it."""
        return _TOUCH_LABELS[self]


_TOUCH_LABELS = {
    Touch.WORDING: "文字写法",
    Touch.RESULT: "完成情况",
    Touch.DESIGN: "指标设置",
    Touch.TARGET: "目标内容",
    Touch.MONEY: "资金安排",
}


@dataclass(frozen=True, slots=True)
class CheckCase:
    """One thing a check can find: its severity and its Chinese sentence with {named} places for the figures."""

    severity: Severity
    touches: Touch
    message: str


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One check: `verified` is false where the basis is trade knowledge without a text behind it.

    Parameters are texts or lists of texts, so that no float comes between the file and a Decimal.
    """

    id: str
    title: str
    basis: str
    source: str
    verified: bool
    parameters: Mapping[str, str | tuple[str, ...]]
    cases: Mapping[str, CheckCase]

    def decimal(self, name: str) -> Decimal:
        """A parameter that is a number."""
        return Decimal(self.text(name))

    def text(self, name: str) -> str:
        """A parameter that is one text: a word or a regular expression."""
        value = self.parameters[name]
        if not isinstance(value, str):
            raise TypeError(f"{self.id}: the parameter {name} is a list")
        return value

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter that is a list of words."""
        value = self.parameters[name]
        return (value,) if isinstance(value, str) else value


@cache
def performance_checks() -> Mapping[str, CheckRule]:
    """Return the checks of the folder `checks` by id, in their order."""
    return one_catalogue(checks_from_fields(read_yaml(path)) for path in sorted(_FOLDER.glob("*.yaml")))


def one_catalogue(parts: Iterable[Mapping[str, CheckRule]]) -> Mapping[str, CheckRule]:
    """Put several files together, sorted by id; an id in two files is refused (`indicators.check_twice`)."""
    rules: dict[str, CheckRule] = {}
    for part in parts:
        for name in rules.keys() & part.keys():
            raise RuleViolation(
                "indicators.check_twice", f"检查“{name}”在两个文件里各写了一遍，请删去其中一个。"
            )
        rules.update(part)
    return MappingProxyType(dict(sorted(rules.items())))


def checks_from_fields(fields: Fields) -> Mapping[str, CheckRule]:
    """Read a catalogue of checks; a violation in Chinese says which entry is wrong and where."""
    fields.text("version")
    rules: dict[str, CheckRule] = {}
    for part in fields.parts("checks"):
        rule = _rule(part)
        if rule.id in rules:
            raise part.refuse("id", "这个编号已经用过了")
        rules[rule.id] = rule
    fields.finish()
    return MappingProxyType(rules)


def _rule(part: Fields) -> CheckRule:
    name = part.text("id")
    if not _ID.fullmatch(name):
        raise part.refuse("id", "应当写成 PQ 加两位数字，例如 PQ21")
    parameters = part.mapping("parameters") if part.has("parameters") else {}
    rule = CheckRule(
        id=name,
        title=part.text("title"),
        basis=part.text("basis"),
        source=part.text("source"),
        verified=part.flag("verified"),
        parameters=MappingProxyType({key: _parameter(part, value) for key, value in parameters.items()}),
        cases=MappingProxyType(_cases(part)),
    )
    part.finish()
    return rule


def _parameter(part: Fields, value: object) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    raise part.refuse("parameters", "参数应当是文字或文字的列表，数字请加引号")


def _cases(part: Fields) -> dict[str, CheckCase]:
    cases = {}
    written = part.part("cases")
    for name in part.mapping("cases"):
        case = written.part(name)
        severity = case.one_of("severity", [each.value for each in Severity])
        touches = case.one_of("touches", [each.value for each in Touch])
        cases[name] = CheckCase(Severity(severity), Touch(touches), case.text("message"))
        case.finish()
    return cases
