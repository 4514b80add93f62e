"""Bodies in a tree, persons, posts and who holds them, terms and mandates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from congress.platform.core.models import Batched, Versioned, classify
from congress.platform.core.ports import Scope


class Body(Batched, Versioned):
    """A body of any branch and level. Its `path` is its parent's path and four characters of its own, so that a
    prefix of the path is a part of the tree: one filter, no recursion. A closed body keeps its place and its history."""

    classified = classify(
        public="name short_name code kind level region_code order active_from active_until",
        internal="id version batch parent path",
    )
    scope = Scope(body="self")
    subject_kind = "organisation.body"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, db_index=True)
    level = models.CharField(max_length=10)
    region_code = models.CharField(max_length=12, blank=True, db_index=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=80, unique=True)
    order = models.PositiveIntegerField(default=100)
    active_from = models.DateField()
    active_until = models.DateField(null=True)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_until__isnull=True) | Q(active_until__gte=F("active_from")),
                name="body_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Person(Batched, Versioned):
    """A natural person the place deals with, with or without an account."""

    classified = classify(
        internal="id version batch account body state",
        personal="name gender birth_date",
        sensitive="phone",
    )
    scope = Scope(body="body", owner="account_id")
    subject_kind = "organisation.person"

    name = models.CharField(max_length=60)
    gender = models.CharField(max_length=6, blank=True, choices=[("male", "男"), ("female", "女")])
    birth_date = models.DateField(null=True)
    phone = models.CharField(max_length=20, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="people")
    account = models.OneToOneField("identity.Account", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=[("active", "在任"), ("left", "离任")], default="active")

    def __str__(self) -> str:
        return self.name


class Post(Versioned):
    """A post in a body: its title and its order on lists."""

    classified = classify(public="title order", internal="id version body")
    scope = Scope(body="body")
    subject_kind = "organisation.post"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    order = models.PositiveIntegerField(default=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "title"], name="post_title_once_in_body")]

    def __str__(self) -> str:
        return self.title


class Holding(Versioned):
    """A person in a post, from a day to a day."""

    classified = classify(public="from_date until_date", internal="id version person post")
    scope = Scope(body="post__body")
    subject_kind = "organisation.holding"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="holding_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(until_date__isnull=True), name="held_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class Term(Versioned):
    """A term (届) of a congress."""

    classified = classify(public="ordinal starts_on ends_on", internal="id version congress")
    scope = Scope(body="congress")
    subject_kind = "organisation.term"

    congress = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="terms")
    ordinal = models.PositiveIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["congress", "ordinal"], name="term_once_in_congress"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="term_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.ordinal}届"


class Mandate(Batched, Versioned):
    """A deputy's seat: person, term, electing unit, delegation. States: active · suspended · ended."""

    classified = classify(
        public="electing_unit delegation state from_date until_date",
        internal="id version batch person term end_reason",
    )
    scope = Scope(body="term__congress")
    subject_kind = "organisation.mandate"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="mandates")
    electing_unit = models.CharField(max_length=120)
    delegation = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[("active", "在任"), ("suspended", "暂停"), ("ended", "终止")],
        default="active",
    )
    end_reason = models.CharField(max_length=120, blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "term"], condition=~Q(state="ended"), name="one_running_mandate_per_term"
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(until_date__isnull=False), name="ended_mandate_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.term}"
