"""Why an act did not happen, in the forms a person can be told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from congress.standards.errors import RuleViolation


class Refused(Exception):
    """Access says no (403). A target one may not see and a target that is not there are told alike."""

    def __init__(self, *, permission: str, reason: str) -> None:
        super().__init__(f"{permission}: {reason}")
        self.permission = permission
        self.reason = reason


class Conflict(RuleViolation):
    """Somebody else changed the thing meanwhile; `current` is the row as it stands now."""

    def __init__(self, *, current: Any) -> None:
        super().__init__("core.conflict", "您打开本页之后，这里已被他人修改。请对照两份内容后再保存。")
        self.current = current


class Held(Exception):
    """The act waits for a second person; nothing has changed yet."""

    def __init__(self, *, held: UUID) -> None:
        super().__init__(f"held as {held}")
        self.held = held


class AlreadyDone(Exception):
    """This delivery was acted on before; the worker takes it as delivered."""


class NestedCommand(RuntimeError):
    """A defect: a command was called while another was open."""


class PartOutsideCommand(RuntimeError):
    """A defect: a part was called without the act that is open."""
