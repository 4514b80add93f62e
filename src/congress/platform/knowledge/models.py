"""What a place knows by itself, laid over what ships: retired with a reason, never removed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from congress.platform.core.models import Versioned, classify
from congress.platform.core.ports import Scope
from congress.platform.knowledge.contracts import Known, Source
from congress.standards.values import RegionCode


class Entry(Versioned):
    """One dated, cited piece of knowledge of the place. States: in_force ⇄ retired.

    `replaces` is the entry it corrected. The law and article, the day of the text that was read and whether somebody
    compared the entry with it stand beside the value; `reason` says why the place entered it.
    """

    classified = classify(
        public="kind key title jurisdiction effective_from effective_until value law article paragraph law_version"
        " verified state",
        internal="id version reason entered_at entered_by ended_at end_reason replaces",
    )
    scope = Scope()
    subject_kind = "knowledge.entry"

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    jurisdiction = models.CharField(max_length=12)
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    value = models.JSONField()
    law = models.CharField(max_length=200)
    article = models.CharField(max_length=40, blank=True)
    paragraph = models.CharField(max_length=20, blank=True)
    law_version = models.DateField(null=True)
    verified = models.BooleanField()
    reason = models.CharField(max_length=500)
    state = models.CharField(
        max_length=10, choices=[("in_force", "在用"), ("retired", "已停用")], default="in_force"
    )
    entered_at = models.DateTimeField()
    entered_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "jurisdiction", "effective_from"],
                condition=Q(state="in_force"),
                name="known_once_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from")),
                name="known_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="in_force", ended_at__isnull=True, end_reason="")
                | (Q(state="retired", ended_at__isnull=False) & ~Q(end_reason="")),
                name="retired_knowledge_has_a_reason",
            ),
            models.CheckConstraint(condition=~Q(law="") & ~Q(reason=""), name="knowledge_is_cited"),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="known_by_key")]

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> Source:
        """The citation in parts."""
        return Source(self.law, self.article, self.paragraph, self.law_version)

    def known(self) -> Known:
        """The row as what it says."""
        return Known(
            kind=self.kind,
            key=self.key,
            title=self.title,
            value=self.value,
            jurisdiction=RegionCode(self.jurisdiction),
            effective_from=self.effective_from,
            effective_until=self.effective_until,
            citation=str(self.source),
            verified=self.verified,
            note=self.reason,
            entry=self.pk,
            source=self.source,
        )
