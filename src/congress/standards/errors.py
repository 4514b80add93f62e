"""The one exception by which a rule tells its user what is wrong and what to do about it."""

from __future__ import annotations

import re
from typing import Any

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class RuleViolation(Exception):
    """The user's fault, said in Chinese.

    ``code`` is a dotted English name that tests, logs and interfaces rely on (``documents.too_large``);
    ``message`` is a clear Chinese sentence that says what to do; ``field`` names the input field at fault;
    ``place`` says where in the material it happened (a row, a sheet and cell, a page).
    """

    def __init__(
        self, code: str, message: str, *, field: str | None = None, place: str | None = None
    ) -> None:
        """Keep the parts apart so that a form, an API and a report can each show them their own way."""
        if not _CODE.fullmatch(code):
            raise ValueError(f"not a dotted code: {code!r}")
        if not message.strip():
            raise ValueError("a rule violation needs a message")
        super().__init__(code, message, field, place)
        self.code = code
        self.message = message
        self.field = field
        self.place = place

    def located(self, *, field: str | None = None, place: str | None = None) -> RuleViolation:
        """Say the same again where it happened: values know no field or row, their callers do."""
        return RuleViolation(self.code, self.message, field=field or self.field, place=place or self.place)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes: an exception's own way forgets keywords."""
        return (_rebuild, (type(self), self.code, self.message, self.field, self.place))

    def __str__(self) -> str:
        """Read the sentence, led by its place where it has one."""
        return f"{self.place}：{self.message}" if self.place else self.message


def _rebuild(
    kind: type[RuleViolation], code: str, message: str, field: str | None, place: str | None
) -> RuleViolation:
    violation = kind.__new__(kind)
    RuleViolation.__init__(violation, code, message, field=field, place=place)
    return violation
