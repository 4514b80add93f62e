"""The policy on passwords and on guessing, read once from its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from congress.standards.yaml_files import Fields, read_yaml

POLICY_FILE = Path(__file__).with_name("password_policy.yaml")


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong tries are free, how the pauses after them grow, and when they are forgotten."""

    free: int
    first_pause: timedelta
    longest_pause: timedelta
    forgotten_after: timedelta

    def pause_after(self, failures: int) -> timedelta:
        """The pause that follows the given number of wrong tries in a row."""
        over = failures - self.free
        if over <= 0:
            return timedelta()
        doubled: int = 2 ** min(over - 1, 20)
        return min(self.first_pause * doubled, self.longest_pause)


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """What a password must be like. `max_age` None: a password never becomes too old."""

    shortest: int
    longest: int
    classes: int
    history: int
    longest_run: int
    max_age: timedelta | None
    patience: dict[str, Patience]
    verified: bool


@cache
def password_policy() -> PasswordPolicy:
    """The policy in force. Raises `RuleViolation` when the file is faulty."""
    return read_policy(POLICY_FILE)


def read_policy(path: Path) -> PasswordPolicy:
    """Read a policy file strictly."""
    fields = read_yaml(path)
    lockout = fields.part("lockout")
    days = fields.whole_or_none("max_age_days")
    policy = PasswordPolicy(
        shortest=fields.whole("shortest"),
        longest=fields.whole("longest"),
        classes=fields.whole("classes"),
        history=fields.whole("history"),
        longest_run=fields.whole("longest_run"),
        max_age=None if days is None else timedelta(days=days),
        patience={kind: _patience(lockout.part(kind)) for kind in ("name", "device", "address")},
        verified=fields.flag("verified"),
    )
    lockout.finish()
    fields.finish()
    return policy


def _patience(fields: Fields) -> Patience:
    patience = Patience(
        free=fields.whole("free"),
        first_pause=timedelta(seconds=fields.whole("first_pause_seconds")),
        longest_pause=timedelta(seconds=fields.whole("longest_pause_seconds")),
        forgotten_after=timedelta(seconds=fields.whole("forgotten_after_seconds")),
    )
    fields.finish()
    return patience
