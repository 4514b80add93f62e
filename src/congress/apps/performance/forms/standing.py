"""Forms of a table's life: signing, reopening, deciding about findings, its stage, its opening paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.apps.performance.domain.decisions import REASON_CHARACTERS, DecisionKind
from congress.apps.performance.domain.opening import LIMITS, MOST_NOTICES, Notice
from congress.apps.performance.domain.table import Stage

STAGES = [
    (stage.value, stage.label)
    for stage in (Stage.DECLARED, Stage.APPROVED, Stage.ADJUSTED, Stage.SELF_EVALUATED)
]
EMPTY_ROWS = 2


class StepForm(forms.Form):
    """A step of a table as the person saw it; several stand on one page, so each names its fields apart."""

    prefix_of_ids = "step"
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{self.prefix_of_ids}_%s")
        super().__init__(*args, **kwargs)


class ApproveForm(StepForm):
    """Finding a table right."""

    prefix_of_ids = "approve"
    note = forms.CharField(
        label=_("复核意见"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class IssueForm(StepForm):
    """Signing a table; `publishes` is which of the two buttons was pressed."""

    prefix_of_ids = "issue"
    publishes = forms.BooleanField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("签发意见"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class WithholdForm(StepForm):
    """Refusing to sign."""

    prefix_of_ids = "withhold"
    reason = forms.CharField(
        label=_("退回原因"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明退回的原因，方便经办人修改。")},
    )


class ReopenForm(StepForm):
    """Opening a published table to correct it."""

    prefix_of_ids = "reopen"
    reason = forms.CharField(
        label=_("更正原因"),
        max_length=500,
        help_text=_("重新公开时，这段话会和更正后的表一起公布。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明更正的原因。更正后重新公开时，公众会看到这段话。")},
    )


class DecisionForm(forms.Form):
    """What is decided about a finding, and why."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    kind = forms.TypedChoiceField(
        choices=[(each.value, each.label) for each in (DecisionKind.ACCEPTED, DecisionKind.DISMISSED)],
        coerce=DecisionKind,
        error_messages={
            "required": _("请选择“接受”或“不采纳”。"),
            "invalid_choice": _("请选择“接受”或“不采纳”。"),
        },
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=REASON_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明理由，这段话会留在本表的记录里。")},
    )


class AdoptForm(forms.Form):
    """The finding whose proposal is taken over."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class UndoDecisionForm(forms.Form):
    """The decision to be taken back."""

    decision = forms.IntegerField(widget=forms.HiddenInput)


class StageForm(forms.Form):
    """At which stage the table stands."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    stage = forms.TypedChoiceField(
        label=_("所处阶段"),
        choices=STAGES,
        coerce=Stage,
        error_messages={"required": _("请选择阶段。"), "invalid_choice": _("请从列出的阶段里选择。")},
    )


class OpeningForm(forms.Form):
    """The day of the reply, and the notices of the opening paragraph: one row of three fields each."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    replied_on = forms.DateField(
        label=_("批复日期"),
        required=False,
        help_text=_("财政部门批复预算（决算）的日期。系统据此计算最后的公开期限。"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("请按“2026-02-10”这样填写日期。")},
    )

    def __init__(self, *args: Any, notices: tuple[Notice, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_NOTICES + 1):
            given = notices[number - 1] if number <= len(notices) else Notice("", "", "")
            for name, label in (("office", _("发文单位")), ("title", _("文件名称")), ("number", _("文号"))):
                self.fields[f"{name}_{number}"] = forms.CharField(
                    label=label, required=False, max_length=LIMITS[name], initial=getattr(given, name)
                )
        self._shown = min(MOST_NOTICES, len(notices) + EMPTY_ROWS)

    def rows(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """The rows of the page: those filled in and a few empty ones."""
        for number in range(1, MOST_NOTICES + 1):
            fields = [self[f"{name}_{number}"] for name in LIMITS]
            if number <= self._shown or any(field.value() or field.errors for field in fields):
                yield number, fields

    def given(self) -> dict[str, Any]:
        """What the act takes, once the form is valid."""
        rows = tuple(
            Notice(*(self.cleaned_data[f"{name}_{number}"] for name in LIMITS))
            for number in range(1, MOST_NOTICES + 1)
        )
        return {
            "version": self.cleaned_data["version"],
            "notices": rows,
            "replied_on": self.cleaned_data["replied_on"],
        }
