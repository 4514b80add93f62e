"""Forms of collection rounds and of the indicator library: shape only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.apps.performance.domain.rounds import LONGEST_NOTE, LONGEST_VALUE, Answer, RoundKind
from congress.apps.performance.forms import SeveralFiles, SeveralFilesField
from congress.standards.indicators import indicator_levels

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
EVIDENCE_ACCEPTED = ".pdf,.docx,.xlsx,.txt,.jpg,.jpeg,.png,image/jpeg,image/png"
XLSX_ACCEPTED = ".xlsx"
NO_DAY = _("请选择日期。")


class RoundForm(forms.Form):
    """A new round: what for, called what, until when."""

    kind = forms.ChoiceField(
        label=_("填报什么"),
        choices=[
            (RoundKind.ACTUALS, _("填报完成情况（实际完成值、原因和佐证材料）")),
            (RoundKind.TARGETS, _("征集指标值（各单位提出下年的指标值）")),
        ],
        initial=RoundKind.ACTUALS,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("填报名称"), max_length=200, error_messages={"required": _("请填写填报名称。")}
    )
    due_on = forms.DateField(label=_("截止日期"), widget=DATE, error_messages={"required": NO_DAY})
    instructions = forms.CharField(
        label=_("填报要求"),
        required=False,
        max_length=2000,
        help_text=_("写给填报单位看，例如口径、联系电话。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class UnitsForm(forms.Form):
    """Which bodies are asked to take part."""

    units = forms.MultipleChoiceField(
        label=_("填报单位"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("请至少选一个填报单位。"),
            "invalid_choice": _("有的单位已经在这一轮里，或者您看不到它，请重新选择。"),
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["units"]
        assert isinstance(units, forms.MultipleChoiceField)
        units.choices = choices


class DivisionForm(forms.Form):
    """Which unit answers for which row: one choice for each row."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Iterable[Any], parts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"row_{row.pk}"] = forms.ChoiceField(
                label=f"{row.number} {row.name}",
                required=False,
                choices=[("", _("（未分配）")), *parts],
                initial=str(row.unit_id or ""),
            )

    @property
    def units(self) -> dict[UUID, UUID | None]:
        """The unit's part by the row's id."""
        chosen = {row.pk: self.cleaned_data.get(f"row_{row.pk}") for row in self.rows}
        return {pk: UUID(part) if part else None for pk, part in chosen.items()}


class PartForm(forms.Form):
    """A unit's part that is named in a form."""

    unit = forms.UUIDField(widget=forms.HiddenInput)


class ContactForm(PartForm):
    """Another person for a unit."""

    contact = forms.UUIDField(label=_("联系人"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].widget = forms.Select(choices=choices or [])


class UrgeForm(forms.Form):
    """Who is urged; all who have not reported when nobody is named."""

    unit = forms.UUIDField(required=False, widget=forms.HiddenInput)


class DeadlineForm(UrgeForm):
    """A later last day, for one unit or for all."""

    due_on = forms.DateField(label=_("新的截止日期"), widget=DATE, error_messages={"required": NO_DAY})


class AdoptForm(UrgeForm):
    """A unit's report taken over, or all of them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportReturnForm(PartForm):
    """A unit's report sent back."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    reason = forms.CharField(
        label=_("退回原因"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明退回的原因，方便填报单位修改。")},
    )


class FillForm(forms.Form):
    """A unit's rows: for each a value and a remark."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("报送说明"),
        required=False,
        max_length=500,
        help_text=_("没有佐证材料的，请写明原因。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, kind: RoundKind, rows: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"value_{row.pk}"] = forms.CharField(
                label=kind.value_label, required=False, initial=row.value, max_length=LONGEST_VALUE
            )
            self.fields[f"note_{row.pk}"] = forms.CharField(
                label=kind.note_label,
                required=False,
                initial=row.note,
                max_length=LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    is_resumed = False

    def resume(self, typed: Mapping[str, str]) -> None:
        """Show what the person had typed and not saved before leaving the page."""
        for name, text in typed.items():
            if name in self.fields and name != "version":
                self.is_resumed = self.is_resumed or text != self.get_initial_for_field(
                    self.fields[name], name
                )
                self.initial[name] = text

    @property
    def answers(self) -> dict[UUID, Answer]:
        """What was typed, by row; a row that the page did not send stays as it is."""
        return {
            row.pk: Answer(
                self.cleaned_data.get(f"value_{row.pk}", ""), self.cleaned_data.get(f"note_{row.pk}", "")
            )
            for row in self.rows
            if f"value_{row.pk}" in self.data
        }

    def refuse(self, rows: Mapping[UUID, str]) -> None:
        """Put the sentence of each wrong row under its value."""
        for pk, sentence in rows.items():
            name = f"value_{pk}"
            self.add_error(name if name in self.fields else None, sentence)


class SheetForm(forms.Form):
    """A filled workbook coming back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("填好的表格"),
        widget=forms.ClearableFileInput(attrs={"accept": XLSX_ACCEPTED}),
        error_messages={"required": _("请选择填好的 Excel 文件（xlsx）。")},
    )


class EvidenceForm(forms.Form):
    """Files that show that a value is so."""

    title = forms.CharField(
        label=_("材料名称"),
        required=False,
        max_length=200,
        help_text=_("可以不填，不填就用文件名。"),
    )
    file = SeveralFilesField(
        label=_("选择文件或拍照"),
        widget=SeveralFiles(attrs={"accept": EVIDENCE_ACCEPTED, "multiple": True}),
        help_text=_("可以是 PDF、Word、Excel、文本或图片（jpg、png），一次可选多个。"),
        error_messages={"required": _("请选择文件。")},
    )


class RemoveForm(forms.Form):
    """A file that is taken off a row."""

    evidence = forms.UUIDField(widget=forms.HiddenInput)


class LibraryForm(forms.Form):
    """One indicator of a body's own library."""

    body = forms.ChoiceField(label=_("所属单位"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    level = forms.ChoiceField(label=_("指标类型"))
    name = forms.CharField(
        label=_("指标名称"), max_length=120, error_messages={"required": _("请填写指标名称。")}
    )
    target = forms.CharField(
        label=_("指标值写法"), required=False, max_length=60, help_text=_("如“≥95%”；数字待定的写 N。")
    )
    unit = forms.CharField(label=_("计量单位"), required=False, max_length=20)
    explanation = forms.CharField(
        label=_("指标解释"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    data_source = forms.CharField(label=_("数据来源"), required=False, max_length=200)
    evidence = forms.CharField(label=_("需要的佐证材料"), required=False, max_length=200)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body, level = self.fields["body"], self.fields["level"]
        assert isinstance(body, forms.ChoiceField) and isinstance(level, forms.ChoiceField)
        body.choices = bodies
        level.choices = level_choices()


class InsertForm(forms.Form):
    """An indicator of the library that goes into a table."""

    key = forms.CharField(max_length=200, widget=forms.HiddenInput)
    part = forms.CharField(max_length=60, widget=forms.HiddenInput)


class RetireForm(forms.Form):
    """An own indicator that is offered no more."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def level_choices() -> list[tuple[str, str]]:
    """The level-2 headings with the level-1 heading in front."""
    levels = indicator_levels()
    codes = (
        "output.quantity",
        "output.quality",
        "output.timeliness",
        "output.cost",
        "cost.economic",
        "cost.social",
        "cost.environmental",
        "benefit.economic",
        "benefit.social",
        "benefit.ecological",
        "benefit.sustainable",
        "satisfaction.served",
        "satisfaction.other",
    )
    return [(code, f"{levels[levels[code].parent or code].label} · {levels[code].label}") for code in codes]
