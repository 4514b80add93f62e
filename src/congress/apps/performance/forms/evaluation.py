"""Forms of self-evaluation and of figures taken from the platform: shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.platform.core.measures import Measure
from congress.standards.indicators import performance_scoring

USUAL_MONTH = 7
MONTHS = [(str(month), _("%(month)s 月底") % {"month": month}) for month in range(1, 13)]


class LookForm(forms.Form):
    """By which scheme to score and at which month to look; whatever is not offered counts as nothing chosen."""

    scheme = forms.ChoiceField(label=_("计分办法"), required=False)
    month = forms.ChoiceField(label=_("监控到"), choices=MONTHS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scheme = self.fields["scheme"]
        assert isinstance(scheme, forms.ChoiceField)
        named = [(each.id, each.title) for each in performance_scoring().schemes.values()]
        scheme.choices = [("", _("按本表的一级指标自动选择")), *named]

    def chosen(self) -> tuple[str, int]:
        """Scheme ("" for the table's own) and month."""
        self.is_valid()
        month = self.cleaned_data.get("month") or USUAL_MONTH
        return self.cleaned_data.get("scheme") or "", int(month)


class ScoresForm(forms.Form):
    """Writing weights and scores into the table as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    scheme = forms.CharField(required=False, widget=forms.HiddenInput)


class RowForm(forms.Form):
    """Which indicator."""

    row = forms.RegexField(r"(?:projects\.\d{1,6}\.)?indicators\.\d{1,6}", max_length=80)


class BindForm(RowForm):
    """Which measure an indicator is to be bound to."""

    measure = forms.ChoiceField(
        label=_("平台数据"),
        error_messages={
            "required": _("请选择一项平台数据。"),
            "invalid_choice": _("没有这项平台数据，请重新选择。"),
        },
    )

    def __init__(self, *args: Any, measures: Iterable[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure = self.fields["measure"]
        assert isinstance(measure, forms.ChoiceField)
        measure.choices = [
            ("", _("请选择")),
            *((each.code, f"{each.title}（{each.unit}）") for each in measures),
        ]


class TakeForm(RowForm):
    """The figure as the person saw it."""

    seen = forms.CharField(max_length=40)
