"""Persons, posts, and who holds them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from congress.platform.core.models import Batched, Versioned, classify
from congress.platform.core.ports import Scope
from congress.platform.organisation.models.bodies import Body
from congress.standards.values import PhoneNumber


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
    state = models.CharField(max_length=10, choices=[("active", "在册"), ("left", "离任")], default="active")

    class Meta:
        indexes = [models.Index(fields=["body", "name"], name="person_of_body_by_name")]

    def __str__(self) -> str:
        return self.name

    def subject_title(self) -> str:
        """No name: the audit keeps ids, and who may see the person learns the name from them."""
        return f"人员 {str(self.pk)[-6:]}"

    @property
    def masked_phone(self) -> str:
        """The number as screens show it, "" for none."""
        return PhoneNumber(self.phone).masked if self.phone else ""


class Post(Versioned):
    """A post in a body: its title and its order on lists. A retired post is kept for the history of who held it."""

    classified = classify(public="title order retired_on", internal="id version body")
    scope = Scope(body="body")
    subject_kind = "organisation.post"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60)
    order = models.PositiveIntegerField(default=100)
    retired_on = models.DateField(null=True)

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

    def subject_title(self) -> str:
        """The post without the person's name."""
        return f"{self.post}任职"
