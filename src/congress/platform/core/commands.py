"""The one door for change.

A command is a keyword-only function that begins with `actor` and `at` and ends with `act: Act[...] = DOOR`. The door
opens one durable transaction, loads and locks the target through the actor's scope, asks access about it, runs the
body, writes one audit row and commits. What a platform module contributes inside an open command is a `@part`.

    @command("meetings.close_vote", permission=Permission.CLOSE_VOTE, target=Vote)
    def close_vote(*, actor: Actor, at: datetime, target: UUID, version: int, act: Act[Vote] = DOOR) -> None:
        act.target.change(state="closed", closed_at=at)
"""

from __future__ import annotations

import inspect
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction

from congress.platform.core import guard, ports
from congress.platform.core.actors import Actor, Person
from congress.platform.core.context import current_trace, surrounded, surroundings
from congress.platform.core.models.doorkeeping import Cause
from congress.platform.core.refusal_log import worth_recording
from congress.platform.core.refusals import (
    AlreadyDone,
    Conflict,
    Held,
    NestedCommand,
    PartOutsideCommand,
    Refused,
)
from congress.platform.core.subjects import Subject
from congress.standards.errors import RuleViolation

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

LOCK_BUDGET_SECONDS = 0.25
UNIQUE_VIOLATION = "23505"
ENTERED_MEANWHILE = (
    "刚才已有人登记了同样的内容，这一次没有再记。请刷新页面查看；需要不同的内容时，请改好后再提交。"
)
NOT_THERE = "没有找到这项内容，或者您没有权限处理它。"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A registered command: its dotted name, the permission it needs, what it acts on, the function behind it."""

    name: str
    permission: str
    target: type[models.Model] | str | None
    second_person: bool
    body: Callable[..., Any]

    @property
    def model(self) -> type[models.Model] | None:
        """The target's model; a label such as "organisation.Body" names one of a module below."""
        return apps.get_model(self.target) if isinstance(self.target, str) else self.target


COMMANDS: dict[str, CommandSpec] = {}


@dataclass(slots=True)
class Act(Generic[T]):
    """The open act: who, when, on what; it gathers what the audit row will say."""

    spec: CommandSpec
    actor: Actor
    at: datetime
    trace: UUID
    target: T
    second: Actor | None = None
    subject: Subject | None = None
    body: UUID | None = None
    detail: dict[str, Any] = field(default_factory=dict)

    def about(self, thing: models.Model) -> None:
        """Name what the act turned out to be about, when it is not the target (a row just created)."""
        self.subject = Subject.of(thing)

    def note(self, **facts: str | int | bool | None) -> None:
        """Add ids, codes, counts or digests to the audit row; never personal data."""
        self.detail.update(facts)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run something once the act has been committed; it must not write."""
        transaction.on_commit(action)


DOOR: Any = None


def command(
    name: str, *, permission: str, target: type[models.Model] | str | None = None, second_person: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a command. `target` is the model (or its label) whose row the keyword `target` names by id."""

    def decorate(body: Callable[P, R]) -> Callable[P, R]:
        _check_signature(name, body, target)
        if name in COMMANDS and COMMANDS[name].body.__qualname__ != body.__qualname__:
            raise ValueError(f"two commands are called {name}")
        spec = CommandSpec(name, permission, target, second_person, body)
        COMMANDS[name] = spec

        @wraps(body)
        def door(*args: P.args, **kwargs: P.kwargs) -> R:
            if args:
                raise TypeError(f"{name} takes keywords only")
            return pass_door(spec, dict(kwargs))  # type: ignore[no-any-return]

        door.command = spec  # type: ignore[attr-defined]
        return door

    return decorate


def part(function: Callable[Concatenate[Act[Any], P], R]) -> Callable[Concatenate[Act[Any], P], R]:
    """Make a function something that happens only inside the command that is open."""

    @wraps(function)
    def inside(act: Act[Any], /, *args: P.args, **kwargs: P.kwargs) -> R:
        if act is None or guard.open_act() is not act:
            raise PartOutsideCommand(function.__qualname__)
        return function(act, *args, **kwargs)

    inside.part = True  # type: ignore[attr-defined]
    return inside


def pass_door(
    spec: CommandSpec,
    arguments: dict[str, Any],
    *,
    second: Actor | None = None,
    first: Callable[[], None] | None = None,
) -> Any:
    """Run one command. `second` is the other person who agreed to an act that was held; `first` runs before it, in the
    same transaction.
    """
    if guard.open_act() is not None:
        raise NestedCommand(f"{spec.name} was called inside {guard.open_act().spec.name}")  # type: ignore[union-attr]
    ports.access(), ports.audit()
    if arguments.get("act") is not None:
        raise TypeError("the door alone hands out acts")
    actor, at = arguments["actor"], arguments["at"]
    with surrounded(trace=current_trace()):
        try:
            return _transact(spec, arguments, actor, at, second, first)
        except (Refused, RuleViolation) as refusal:
            _record_refusal(spec, actor, at, arguments.get("target"), refusal)
            raise
        except IntegrityError as clash:
            if not (isinstance(actor, Person) and _is_duplicate(clash)):
                raise
            # What the body looked for and did not find, somebody else entered before it was stored. A job runs again.
            logger.warning("command %s met a row of another act: %s", spec.name, clash)
            forestalled = RuleViolation("core.entered_meanwhile", ENTERED_MEANWHILE)
            _record_refusal(spec, actor, at, arguments.get("target"), forestalled)
            raise forestalled from clash


def _transact(
    spec: CommandSpec,
    arguments: dict[str, Any],
    actor: Actor,
    at: datetime,
    second: Actor | None,
    first: Callable[[], None] | None,
) -> Any:
    held: UUID | None = None
    result: Any = None
    begun = 0.0
    with transaction.atomic(durable=True):
        begun = time.monotonic()
        _take_cause(at)
        if first is not None:
            first()
        row = _load(spec, actor, arguments)
        decision = ports.decide(actor, spec.permission, row, second_person=spec.second_person)
        if not decision.allowed:
            raise Refused(permission=spec.permission, reason=decision.reason)
        act: Act[Any] = Act(spec, actor, at, current_trace(), row, second)
        act.subject = Subject.of(row) if row is not None else None
        if decision.hold and second is None:
            from congress.platform.core.held import hold

            held = hold(act, arguments)
        else:
            with guard.opened(act):
                result = spec.body(**{**arguments, "act": act})
        _record(act, "held" if held else "done")
    _warn_if_slow(spec, time.monotonic() - begun)
    if held:
        raise Held(held=held)
    return result


def _is_duplicate(clash: IntegrityError) -> bool:
    """Whether a constraint of uniqueness was met; any other broken constraint is a defect of the body."""
    state = getattr(clash.__cause__, "sqlstate", None)
    return state == UNIQUE_VIOLATION if state else "UNIQUE constraint failed" in str(clash)


def _take_cause(at: datetime) -> None:
    cause = surroundings().cause
    if not cause:
        return
    try:
        with transaction.atomic(), guard.unguarded("delivery"):
            Cause(key=cause, at=at).save(force_insert=True)
    except IntegrityError:
        raise AlreadyDone(cause) from None


def _load(spec: CommandSpec, actor: Actor, arguments: dict[str, Any]) -> Any:
    model = spec.model
    if model is None:
        return None
    rows = ports.visible(model._default_manager.filter(pk=arguments["target"]), actor, spec.permission)
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise Refused(permission=spec.permission, reason=NOT_THERE)
    expected = arguments.get("version")
    if expected is not None and row.version != expected:  # type: ignore[attr-defined]
        raise Conflict(current=row)
    return row


def _record(act: Act[Any], outcome: str) -> None:
    detail = dict(act.detail)
    if act.second is not None:
        detail["second"] = act.second.key
    ports.audit().record(
        ports.Entry(
            at=act.at,
            actor=act.actor,
            command=act.spec.name,
            permission=act.spec.permission,
            outcome=outcome,
            subject=act.subject,
            trace=act.trace,
            address=surroundings().address,
            cause=surroundings().cause,
            detail=detail,
            body=act.body,
        )
    )


def _record_refusal(
    spec: CommandSpec, actor: Actor, at: datetime, target: UUID | None, refusal: Refused | RuleViolation
) -> None:
    denied = isinstance(refusal, Refused)
    code = "access.denied" if isinstance(refusal, Refused) else refusal.code
    suppressed = worth_recording(actor=actor.key, command=spec.name, code=code, at=at)
    if suppressed is None:
        return
    detail: dict[str, Any] = {"target": str(target)} if target else {}
    if suppressed:
        detail["suppressed"] = suppressed
    with transaction.atomic():
        ports.audit().record(
            ports.Entry(
                at=at,
                actor=actor,
                command=spec.name,
                permission=spec.permission,
                outcome="denied" if denied else "refused",
                subject=None,
                trace=current_trace(),
                address=surroundings().address,
                cause=surroundings().cause,
                reason=code,
                detail=detail,
            )
        )


def _warn_if_slow(spec: CommandSpec, seconds: float) -> None:
    if seconds > LOCK_BUDGET_SECONDS:
        logger.warning("command %s held its transaction for %.0f ms", spec.name, seconds * 1000)


def _check_signature(name: str, body: Callable[..., Any], target: type[models.Model] | str | None) -> None:
    parameters = inspect.signature(body).parameters
    kinds = {parameter.kind for parameter in parameters.values()}
    names = list(parameters)
    if kinds != {inspect.Parameter.KEYWORD_ONLY} or names[:2] != ["actor", "at"] or names[-1] != "act":
        raise TypeError(f"{name} must take keywords only: actor, at, …, act")
    if (target is not None) != ("target" in parameters):
        raise TypeError(f"{name} names a target model and a `target` keyword together or not at all")
