"""What account names look like: pure rules."""

from __future__ import annotations

import re
from unicodedata import normalize

from congress.standards.errors import RuleViolation

_USERNAME = re.compile(r"[a-z0-9\u4e00-\u9fff][a-z0-9\u4e00-\u9fff._-]{1,39}")
LONGEST_NAME = 60


def plain_username(typed: str) -> str:
    """A name as accounts keep it: without blanks around it, full-width signs made plain, in lower case."""
    return normalize("NFKC", typed).strip().casefold()


def username_of(typed: str) -> str:
    """The account name somebody typed, in its kept form. Raises `RuleViolation` when it cannot be one."""
    name = plain_username(typed)
    if not _USERNAME.fullmatch(name):
        raise RuleViolation(
            "identity.bad_username",
            "账号名应为 2 至 40 个字符，可用汉字、小写字母、数字、点、横线和下划线，以汉字、字母或数字开头。",
            field="username",
        )
    return name


def display_name_of(typed: str) -> str:
    """The name shown for an account. Raises `RuleViolation` when it is blank or too long."""
    name = normalize("NFKC", typed).strip()
    if not name or len(name) > LONGEST_NAME:
        raise RuleViolation(
            "identity.bad_display_name",
            f"请填写姓名或显示名称，不超过 {LONGEST_NAME} 个字。",
            field="display_name",
        )
    return name
