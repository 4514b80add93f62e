"""Acts that wait for a second person: kept with their arguments, run by the door when the other agrees."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from congress.platform.core import guard, ports
from congress.platform.core.actors import Actor, actor_from_key
from congress.platform.core.commands import COMMANDS, NOT_THERE, Act, pass_door
from congress.platform.core.context import current_trace, surroundings
from congress.platform.core.models.doorkeeping import HeldAct
from congress.platform.core.refusals import Refused
from congress.standards.errors import RuleViolation

_TYPES: dict[str, Any] = {
    "uuid": UUID,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "decimal": Decimal,
}


def hold(act: Act[Any], arguments: dict[str, Any]) -> UUID:
    """Keep an act for a second person; called by the door inside its transaction."""
    kept = {name: _pack(value) for name, value in arguments.items() if name not in ("actor", "at", "act")}
    with guard.unguarded("held acts"):
        held = HeldAct(
            command=act.spec.name,
            arguments=kept,
            actor=act.actor.key,
            at=act.at,
            target=arguments.get("target"),
        )
        held.save(force_insert=True)
    act.note(held=str(held.pk))
    return held.pk


def agree(*, actor: Actor, at: datetime, held: UUID) -> Any:
    """The second person agrees: the act runs now, as its first actor's, and both stand in the audit row.

    Raises `RuleViolation` when it is one's own act or no longer waits, `Refused` when the second person may not.
    """
    waiting = _waiting(held)
    spec = COMMANDS[waiting.command]
    _require_other(waiting, actor)
    _require_power(waiting, actor)
    arguments = {name: _unpack(value) for name, value in waiting.arguments.items()}
    return pass_door(
        spec,
        {**arguments, "actor": actor_from_key(waiting.actor), "at": at},
        second=actor,
        first=lambda: _end(waiting, "done", actor, at),
    )


def decline(*, actor: Actor, at: datetime, held: UUID) -> None:
    """The second person declines, or the first one takes the act back; nothing else changes."""
    waiting = _waiting(held)
    if actor.key != waiting.actor:
        _require_power(waiting, actor)
    spec = COMMANDS[waiting.command]
    with transaction.atomic(durable=True):
        _end(waiting, "declined", actor, at)
        ports.audit().record(
            ports.Entry(
                at=at,
                actor=actor,
                command=spec.name,
                permission=spec.permission,
                outcome="declined",
                subject=None,
                trace=current_trace(),
                address=surroundings().address,
                detail={"held": str(held)},
            )
        )


def _waiting(held: UUID) -> HeldAct:
    found = HeldAct.objects.filter(pk=held).first()
    if found is None:
        raise Refused(permission="core.held", reason=NOT_THERE)
    return found


def _require_other(waiting: HeldAct, actor: Actor) -> None:
    if actor.key == waiting.actor:
        raise RuleViolation("core.same_person", "这一步须由另一位有权限的人员确认，不能由提出人自己确认。")


def _require_power(waiting: HeldAct, actor: Actor) -> None:
    spec = COMMANDS[waiting.command]
    row = None
    if spec.model is not None:
        found = ports.visible(spec.model._default_manager.filter(pk=waiting.target), actor, spec.permission)
        row = found.first()
        if row is None:
            raise Refused(permission=spec.permission, reason=NOT_THERE)
    decision = ports.decide(actor, spec.permission, row, second_person=True)
    if not decision.allowed:
        raise Refused(permission=spec.permission, reason=decision.reason)


def _end(waiting: HeldAct, state: str, actor: Actor, at: datetime) -> None:
    with guard.unguarded("held acts"):
        taken = HeldAct.objects.filter(pk=waiting.pk, state="waiting").update(
            state=state, second=actor.key, ended_at=at
        )
    if not taken:
        raise RuleViolation("core.not_waiting", "这一步已经有人处理过了，请刷新页面查看结果。")


def _pack(value: Any) -> Any:
    if isinstance(value, UUID):
        return {"$": "uuid", "v": str(value)}
    if isinstance(value, datetime):
        return {"$": "datetime", "v": value.isoformat()}
    if isinstance(value, date):
        return {"$": "date", "v": value.isoformat()}
    if isinstance(value, Decimal):
        return {"$": "decimal", "v": str(value)}
    if isinstance(value, (list, tuple)):
        return [_pack(item) for item in value]
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"an act with a {type(value).__name__} cannot be held")


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        return _TYPES[value["$"]](value["v"])
    if isinstance(value, list):
        return [_unpack(item) for item in value]
    return value
