"""The trail in words: who, what, about what, with which outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import Actor
from congress.platform.core.manifest import SubjectView
from congress.platform.core.registry import (
    command_words,
    job_kinds,
    manifests,
    owner_of,
    permissions,
    subject_kinds,
)

ACCOUNT = "identity.account"
TONES = {"done": "good", "denied": "bad", "refused": "warn", "held": "info", "declined": "neutral"}


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One row of a trace, ready for its card."""

    row: AuditRow
    who: str
    what: str
    about: str
    about_url: str
    outcome: str
    tone: str
    facts: list[tuple[str, str]]


def names_of(actor: Actor, keys: Iterable[str]) -> dict[str, str]:
    """What each actor is called, by key; accounts the reader may not see keep a part of their id."""
    wanted = list(keys)
    ids = [UUID(key.partition(":")[2]) for key in wanted if key.startswith("person:")]
    accounts = resolved(actor, ACCOUNT, ids)
    return {key: _name(key, accounts) for key in wanted}


def resolved(actor: Actor, kind: str, ids: list[UUID]) -> dict[UUID, SubjectView]:
    """Things of a kind as their module shows them to the reader; none of a kind nobody declares any more."""
    declared = subject_kinds().get(kind)
    return declared.resolve(actor, ids) if declared is not None and ids else {}


def what_of(command: str) -> str:
    """A command in Chinese; its name when nobody declares words for it any more."""
    return command_words().get(command, command)


def kind_of(kind: str) -> str:
    """What a kind of thing is called."""
    declared = subject_kinds().get(kind)
    return str(declared.title) if declared is not None else kind


def about_of(row: AuditRow) -> str:
    """The object's title at the time, after its kind; the title alone when nobody declares the kind."""
    kind = kind_of(row.object_kind)
    if not row.object_title or kind == row.object_kind:
        return row.object_title or kind
    return f"{kind}：{row.object_title}"


def object_url(row: AuditRow) -> str:
    """Where everything that was done to the object stands; "" for an act without object."""
    if row.object_id is None or not row.object_kind:
        return ""
    return reverse("audit:object", args=[row.object_kind, row.object_id])


def traced(actor: Actor, rows: list[AuditRow], seals: dict[UUID, int]) -> list[TracedRow]:
    """The rows of a trace with everything they hold."""
    names = names_of(actor, {row.actor for row in rows})
    return [
        TracedRow(
            row=row,
            who=names[row.actor],
            what=what_of(row.command),
            about=about_of(row),
            about_url=object_url(row),
            outcome=row.get_outcome_display(),
            tone=TONES.get(row.outcome, "neutral"),
            facts=_facts(row, seals.get(row.pk)),
        )
        for row in rows
    ]


def _facts(row: AuditRow, number: int | None) -> list[tuple[str, str]]:
    declared = permissions().get(row.permission)
    facts: list[tuple[str, Any]] = [
        (_("来源地址"), row.address),
        (_("所需权限"), declared.title if declared is not None else row.permission),
        (_("未执行的原因代码"), row.reason),
        (_("由事件引起"), row.cause),
        *((_("附注 {name}").format(name=name), value) for name, value in sorted(row.detail.items())),
        (_("封存编号"), f"{number:,}" if number else _("尚未封存")),
        (_("摘要算法"), row.algorithm),
        (_("内容摘要"), row.leaf),
        (_("记录编号"), row.pk),
    ]
    return [(str(name), str(value)) for name, value in facts if value not in ("", None)]


def _name(key: str, accounts: dict[UUID, SubjectView]) -> str:
    kind, _sep, rest = key.partition(":")
    if kind == "person":
        account = accounts.get(UUID(rest))
        return account.title if account is not None else _("账号 …{tail}").format(tail=rest[-6:])
    if kind == "system":
        return _("系统：{what}").format(what=_system(rest))
    words = {"public": _("公众"), "peer": _("外部平台 {name}").format(name=rest), "bearer": _("持凭证者")}
    return words.get(kind, key)


def _system(name: str) -> Any:
    """What a job, a handler or a process is called: its title, else its module's, else its own name."""
    words = {"console": _("命令行"), "core.scheduler": _("定时进程")}
    if name in words:
        return words[name]
    job = job_kinds().get(name)
    if job is not None:
        return job.title
    owners = {each.name: each.title for each in manifests()}
    return owners.get(owner_of(name), name)
