"""What a kind of knowledge can do."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from congress.platform.knowledge.contracts import Known, Source
from congress.standards.errors import RuleViolation
from congress.standards.values import RegionCode
from congress.standards.yaml_files import Fields

_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be entered, before it is a row."""

    key: str
    title: str
    value: Mapping[str, Any]
    jurisdiction: RegionCode
    effective_from: date
    effective_until: date | None
    source: Source
    verified: bool


class Kind(ABC):
    """One kind of knowledge. `name` is its code, `title` what people call it, `key_help` how its keys are written."""

    name: ClassVar[str]
    title: ClassVar[str]
    key_help: ClassVar[str]

    @abstractmethod
    def check(self, draft: Draft, *, others: Iterable[Known]) -> None:
        """Refuse what is not of this kind's shape, or does not fit the place's `others`. Raises `RuleViolation`."""

    def check_rest(self, others: Iterable[Known]) -> None:
        """Refuse to let go of an entry that the `others` lean on. Raises `RuleViolation`."""
        return None  # only codes hang under one another

    @abstractmethod
    def shipped(self) -> tuple[Known, ...]:
        """What ships with the platform."""

    @abstractmethod
    def told(self, value: Mapping[str, Any]) -> list[tuple[str, str]]:
        """A value in Chinese: names and texts."""

    def sentence(self, value: Mapping[str, Any]) -> str:
        """A value in one line."""
        return "；".join(f"{name}：{text}" for name, text in self.told(value))


def fields_of(value: Mapping[str, Any], *, place: str, **more: object) -> Fields:
    """A value for the strict readers of the standards; texts that are days become days."""
    return Fields({**{name: _with_days(each) for name, each in value.items()}, **more}, place=place)


def misfit(code: str, message: str, field: str) -> RuleViolation:
    """A refusal of one field."""
    return RuleViolation(f"knowledge.{code}", message, field=field)


def _with_days(value: Any) -> Any:
    if isinstance(value, str):
        return date.fromisoformat(value) if _DAY.fullmatch(value) else value
    if isinstance(value, Mapping):
        return {name: _with_days(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_days(each) for each in value]
    return value
