"""Strict reading of knowledge files: known fields only, no double keys, no guessing of types.

Knowledge is edited by people who are no programmers and wrong knowledge is worse than none, so every fault is
said in Chinese with its place. The same reader takes the overlays of a place, which arrive as mappings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from congress.standards.errors import RuleViolation
from congress.standards.values.written import shown


class _StrictLoader(yaml.SafeLoader):
    """The safe loader without its surprises.

    Plain YAML lets the last of two equal keys win, reads ``on`` and ``no`` as truth values, 12:30 as the number 750,
    0100 as 64 and 0.1 as a float. Here words stay words, and numbers that are not whole stay text.
    """

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(None, None, f"“{name}”写了两次", key.start_mark)
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


for _tag, _pattern, _first in (
    ("tag:yaml.org,2002:bool", r"true|false", "tf"),
    ("tag:yaml.org,2002:int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("tag:yaml.org,2002:null", r"null|", ["n", ""]),
    ("tag:yaml.org,2002:timestamp", r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "0123456789"),
):
    _StrictLoader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), list(_first))


class Fields:
    """One mapping of a knowledge file: hands out its fields by type and refuses what nobody asked for."""

    def __init__(self, content: object, *, place: str) -> None:
        """Take a mapping with text keys; ``place`` is how faults name it to the reader."""
        if not isinstance(content, Mapping) or not all(isinstance(key, str) for key in content):
            message = "这里应当是“字段: 值”的一组内容，请核对。"
            raise RuleViolation("standards.not_a_mapping", message, place=place)
        self.place = place
        self._content: Mapping[str, object] = content
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether anything is said under a key."""
        return self._optional(key) is not None

    def text(self, key: str) -> str:
        """Text that must be there."""
        value = self._needed(key)
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, "应当是文字；看起来像数字或日期的编码请加引号")
        return value.strip()

    def text_or_none(self, key: str) -> str | None:
        """Text that may be missing."""
        return None if self._optional(key) is None else self.text(key)

    def one_of(self, key: str, choices: Sequence[str]) -> str:
        """Text out of a closed list."""
        value = self.text(key)
        if value not in choices:
            raise self._wrong(key, f"只能填：{'、'.join(choices)}")
        return value

    def whole(self, key: str) -> int:
        """A whole number that must be there."""
        value = self._needed(key)
        if type(value) is not int:
            raise self._wrong(key, "应当是整数")
        return value

    def whole_or_none(self, key: str) -> int | None:
        """A whole number that may be missing."""
        return None if self._optional(key) is None else self.whole(key)

    def flag(self, key: str) -> bool:
        """A yes or no that must be said."""
        value = self._needed(key)
        if not isinstance(value, bool):
            raise self._wrong(key, "应当是 true 或 false")
        return value

    def flag_or(self, key: str, default: bool) -> bool:
        """A yes or no with a meaning where nothing is said."""
        return default if self._optional(key) is None else self.flag(key)

    def day(self, key: str) -> date:
        """A date that must be there, written 2026-03-01 without quotes."""
        value = self._needed(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._wrong(key, "应当是日期，写成 2026-03-01，不加引号")
        return value

    def day_or_none(self, key: str) -> date | None:
        """A date that may be missing."""
        return None if self._optional(key) is None else self.day(key)

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates; missing means none."""
        return tuple(self._entry(key, value).day("date") for value in self._list(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; missing means none."""
        return tuple(self._entry(key, value).text("text") for value in self._list(key))

    def part(self, key: str) -> Fields:
        """A mapping inside this one that must be there."""
        return Fields(self._needed(key), place=f"{self.place}·{key}")

    def part_or_none(self, key: str) -> Fields | None:
        """A mapping inside this one that may be missing."""
        return None if self._optional(key) is None else self.part(key)

    def parts(self, key: str) -> tuple[Fields, ...]:
        """A list of mappings; missing means none."""
        return tuple(
            Fields(value, place=f"{self.place}·{key}·第 {number} 项")
            for number, value in enumerate(self._list(key), start=1)
        )

    def mapping(self, key: str) -> Mapping[str, object]:
        """A mapping as it stands, for contents that another reader understands."""
        part = self.part(key)
        return dict(part._content)

    def finish(self) -> None:
        """Refuse fields that nobody asked for: a misspelt field must not be overlooked."""
        unknown = sorted(set(self._content) - self._asked)
        if unknown:
            raise RuleViolation(
                "standards.unknown_field", f"不认识字段“{'、'.join(unknown)}”，请核对拼写。", place=self.place
            )

    def refuse(self, key: str, reason: str) -> RuleViolation:
        """Make the violation for a field whose content the caller found wrong."""
        return self._wrong(key, reason)

    def _needed(self, key: str) -> object:
        value = self._optional(key)
        if value is None:
            message = f"缺少字段“{key}”，请补上。"
            raise RuleViolation("standards.missing_field", message, field=key, place=self.place)
        return value

    def _optional(self, key: str) -> object:
        self._asked.add(key)
        return self._content.get(key)

    def _list(self, key: str) -> Sequence[object]:
        value = self._optional(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self._wrong(key, "应当是列表")
        return value

    def _entry(self, key: str, value: object) -> Fields:
        return Fields({"date": value, "text": value}, place=f"{self.place}·{key}")

    def _wrong(self, key: str, reason: str) -> RuleViolation:
        written = shown(str(self._content.get(key)))
        message = f"字段“{key}”的内容“{written}”不对：{reason}。"
        return RuleViolation("standards.bad_field", message, field=key, place=self.place)


def read_yaml(path: Path) -> Fields:
    """Read a knowledge file whose top is a mapping."""
    return read_yaml_text(path.read_text(encoding="utf-8"), place=path.name)


def read_yaml_text(text: str, *, place: str) -> Fields:
    """Read a knowledge file that somebody handed in as text."""
    try:
        content = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - it is a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"第 {line} 行格式不对（{error.problem}），请检查缩进、冒号和引号。"
        raise RuleViolation("standards.bad_yaml", message, place=place) from None
    except (yaml.YAMLError, ValueError):
        message = "文件里有不能识别的字符或日历上没有的日期，请改正后另存为 UTF-8 文本。"
        raise RuleViolation("standards.bad_yaml", message, place=place) from None
    return Fields(content, place=place)
