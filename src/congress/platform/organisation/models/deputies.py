"""Terms of a congress and the mandates of its deputies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from congress.platform.core.models import Batched, Versioned, classify
from congress.platform.core.ports import Scope
from congress.platform.organisation.models.bodies import Body
from congress.platform.organisation.models.people import Person
from congress.standards.values import Term as Ordinal


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
            models.UniqueConstraint(
                fields=["congress"], condition=Q(ends_on__isnull=True), name="one_running_term_in_congress"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="term_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return str(Ordinal(self.ordinal))


class Mandate(Batched, Versioned):
    """A deputy's seat: person, term, electing unit, delegation. States: active · suspended · ended."""

    classified = classify(
        public="electing_unit delegation state from_date until_date",
        internal="id version batch person term reason",
    )
    scope = Scope(body="term__congress")
    subject_kind = "organisation.mandate"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="mandates")
    electing_unit = models.CharField(max_length=120)
    delegation = models.CharField(max_length=60, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[("active", "在任"), ("suspended", "暂停执行职务"), ("ended", "资格终止")],
        default="active",
    )
    reason = models.CharField(max_length=120, blank=True)
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "term"], condition=~Q(state="ended"), name="one_running_mandate_per_term"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", until_date__isnull=False)
                | (~Q(state="ended") & Q(until_date__isnull=True)),
                name="mandate_end_matches_state",
            ),
            models.CheckConstraint(
                condition=Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                name="mandate_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.term}"

    def subject_title(self) -> str:
        """The term without the person's name."""
        return f"{self.term}代表 {str(self.pk)[-6:]}"
