"""Tables of the front door: arrangements of menu and home, pins, to-dos and notices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from congress.platform.core.models import Identified, Record, Table, Versioned, classify
from congress.platform.core.ports import Scope


class Arrangement(Versioned):
    """How menu or home cards stand for one role (by its code; "" is everyone). Every change is a new row that names
    the one before it, so that it can be undone. States: current → past, or current → undone."""

    classified = classify(internal="id version kind role state previous made_at made_by")
    subject_kind = "portal.arrangement"

    kind = models.CharField(max_length=5, choices=[("menu", "菜单"), ("cards", "首页卡片")])
    role = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=8,
        choices=[("current", "生效中"), ("past", "已更新"), ("undone", "已撤销")],
        default="current",
    )
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("identity.Account", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "role"], condition=Q(state="current"), name="one_current_arrangement"
            )
        ]
        indexes = [models.Index(fields=["kind", "role", "-made_at"], name="arrangement_history")]

    def __str__(self) -> str:
        return _("%(kind)s的安排") % {"kind": self.get_kind_display()}


class ArrangementChoice(Table):
    """One line of an arrangement: its place, its new name if any, and whether it is hidden."""

    record: ClassVar[Record] = Record.APPEND_ONLY
    classified = classify(internal="id arrangement code order title is_hidden")

    code = models.CharField(max_length=80)
    order = models.PositiveIntegerField()
    title = models.CharField(max_length=20, blank=True)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        abstract = True


class MenuChoice(ArrangementChoice):
    """What an arrangement says about one menu entry."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="menu_choices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "code"], name="entry_once_in_arrangement"),
        ]


class CardChoice(ArrangementChoice):
    """What an arrangement says about one home card."""

    arrangement = models.ForeignKey(Arrangement, on_delete=models.CASCADE, related_name="card_choices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "code"], name="card_once_in_arrangement"),
        ]


class Pin(Identified):
    """A menu entry that a person keeps on top."""

    classified = classify(internal="id code pinned_at", personal="account")
    scope = Scope(owner="account_id")
    subject_kind = "portal.pin"

    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    pinned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "code"], name="entry_pinned_once")]

    def __str__(self) -> str:
        return self.code


class Todo(Versioned):
    """Something somebody has to do about a subject: one account, or a pool (a permission in a body's scope).

    States: open → done (with `assignee` naming who did it, also for a pool) or withdrawn.
    """

    classified = classify(
        internal="id version kind about_kind about_id about_title title url assignee permission body"
        " due_date state given_at ended_at"
    )
    scope = Scope(body="body", owner="assignee_id")
    subject_kind = "portal.todo"

    kind = models.CharField(max_length=80)
    about_kind = models.CharField(max_length=80)
    about_id = models.UUIDField()
    about_title = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    assignee = models.ForeignKey("identity.Account", null=True, on_delete=models.PROTECT, related_name="+")
    permission = models.CharField(max_length=120, blank=True)
    body = models.ForeignKey("organisation.Body", null=True, on_delete=models.PROTECT, related_name="+")
    due_date = models.DateField(null=True)
    state = models.CharField(
        max_length=10, choices=[("open", "待办"), ("done", "已办"), ("withdrawn", "已撤回")], default="open"
    )
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(permission="", body__isnull=True, assignee__isnull=False)
                | (~Q(permission="") & Q(body__isnull=False)),
                name="todo_for_account_or_pool",
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True)
                | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="todo_end_matches_state",
            ),
            models.UniqueConstraint(
                fields=["kind", "about_id", "assignee"],
                condition=Q(state="open", permission=""),
                name="todo_open_once_for_account",
            ),
            models.UniqueConstraint(
                fields=["kind", "about_id", "permission", "body"],
                condition=Q(state="open") & ~Q(permission=""),
                name="todo_open_once_for_pool",
            ),
        ]
        indexes = [
            models.Index(
                fields=["assignee", "due_date"], condition=Q(state="open"), name="todo_open_of_account"
            ),
            models.Index(fields=["permission", "body"], condition=Q(state="open"), name="todo_open_of_pool"),
            models.Index(fields=["assignee", "-ended_at"], name="todo_ended_of_account"),
            models.Index(fields=["about_id"], name="todo_by_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class Notice(Identified):
    """Something one account is told. Read once it was opened or marked so."""

    classified = classify(internal="id url at read_at trace", personal="account title text")
    scope = Scope(owner="account_id")
    subject_kind = "portal.notice"

    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    trace = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "-at"], name="notices_of_account"),
            models.Index(fields=["account"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.title

    def subject_title(self) -> str:
        """The audit keeps no words of a notice: they may name people."""
        return _("通知")
