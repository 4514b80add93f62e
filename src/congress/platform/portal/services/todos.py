"""To-dos inside other modules' acts: given, closed when done, withdrawn when nobody needs to do them any more."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from congress.platform.core.actors import Person
from congress.platform.core.commands import Act, part
from congress.platform.core.registry import permissions
from congress.platform.core.subjects import Subject
from congress.platform.portal.models import Todo


@part
def give_todo(
    act: Act[Any],
    *,
    kind: str,
    subject: Subject,
    title: str,
    url: str,
    assignee: UUID | None = None,
    permission: str = "",
    body: UUID | None = None,
    due_date: date | None = None,
) -> UUID:
    """Put something on the list (待办) of one account, or of a pool: whoever holds a permission in a body's scope.

    `kind` is dotted (`performance.review`) and, with the subject, names the to-do when it is closed; giving the same
    again renews title, address and due date. `url` is a path of this place. Returns the id. Raises `ValueError` for
    anything else than either an account or a pool, a foreign address, or a permission that nobody can hold.
    """
    for_account = assignee is not None and not permission and body is None
    for_pool = assignee is None and bool(permission) and body is not None
    if not (for_account or for_pool):
        raise ValueError("a to-do is for one account, or for a pool named by permission and body")
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"a to-do leads to a path of this place, not to {url!r}")
    if permission and permission not in permissions():
        raise ValueError(f"nobody can hold {permission}")
    whose = {"permission": str(permission), "body_id": body, "assignee_id": assignee}
    open_already = Todo.objects.filter(state="open", kind=kind, about_id=subject.id, **whose).first()
    words = {"title": title[:200], "url": url, "due_date": due_date, "about_title": subject.title[:300]}
    if open_already is not None:
        return open_already.change(**words).pk
    todo = Todo(kind=kind, about_kind=subject.kind, about_id=subject.id, given_at=act.at, **words, **whose)
    todo.save(force_insert=True)
    return todo.pk


@part
def close_todo(act: Act[Any], *, subject: Subject, kind: str) -> int:
    """Tick off every open to-do of a kind about a subject (办结): what a pool had counts as done by the person acting.

    Returns how many were open; none is no fault.
    """
    doer = act.actor.account if isinstance(act.actor, Person) else None
    rows = list(Todo.objects.select_for_update().filter(state="open", kind=kind, about_id=subject.id))
    for todo in rows:
        taken = {"assignee_id": doer} if todo.permission and doer else {}
        todo.change(state="done", ended_at=act.at, **taken)
    return len(rows)


@part
def withdraw_todo(act: Act[Any], *, subject: Subject, kind: str) -> int:
    """Take back every open to-do of a kind about a subject because it need not be done any more (撤回)."""
    rows = list(Todo.objects.select_for_update().filter(state="open", kind=kind, about_id=subject.id))
    for todo in rows:
        todo.change(state="withdrawn", ended_at=act.at)
    return len(rows)
