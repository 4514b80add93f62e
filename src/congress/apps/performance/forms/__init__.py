"""Forms of performance: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPTED = ".txt,.csv,.html,.htm,.docx,.doc,.wps,.xlsx,.xls,.et,.pdf,.ofd"
MAX_FILES = 20
MAX_PASTED_CHARACTERS = 400_000
BROKEN = _("提交的内容不完整，请刷新页面后再试。")


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes more than one."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of uploaded files; the cleaned value is a list. What each holds is looked at one by one later."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Count them."""
        files = [each for each in (data if isinstance(data, (list, tuple)) else [data]) if each]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("一次最多上传 %(most)s 个文件，这次选了 %(n)s 个。请分几次上传。"),
                params={"most": MAX_FILES, "n": len(files)},
            )
        return files


class BringInForm(forms.Form):
    """Which body, which files, or the table pasted as text."""

    body = forms.ChoiceField(
        label=_("所属单位"), error_messages={"invalid_choice": _("您不能为这个单位导入，请重新选择单位。")}
    )
    file = SeveralFilesField(
        label=_("绩效文件"),
        required=False,
        help_text=_(
            "可以是文本（txt、csv）、网页（html）、Word 或 WPS 文字（docx、doc、wps）、"
            "Excel 或 WPS 表格（xlsx、xls、et），以及带文字的 PDF 和 OFD。"
        ),
        widget=SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True}),
    )
    text = forms.CharField(
        label=_("也可以把表格文字粘贴在这里"),
        required=False,
        strip=False,
        max_length=MAX_PASTED_CHARACTERS,
        help_text=_("从 Word、WPS 或网页里选中整张表（连同标题），复制后粘贴即可。"),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        error_messages={
            "max_length": _("粘贴的文字超过 %(limit_value)s 个字，请存成文本文件（txt）后作为文件上传。")
        },
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        body.choices = bodies
        if len(bodies) == 1:
            body.initial = bodies[0][0]

    def clean(self) -> dict[str, Any]:
        """Something has to come in."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("file", _("请选择要导入的文件，或者把表格文字粘贴到下面的框里。"))
        return cleaned


class CellForm(forms.Form):
    """The text of one cell, and the text the person saw."""

    address = forms.CharField(max_length=80, widget=forms.HiddenInput)
    before = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    """A cell that was read right, and the text the person saw."""

    address = forms.CharField(max_length=80, widget=forms.HiddenInput)
    before = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class UndoForm(forms.Form):
    """The correction to be taken back, as the person saw it."""

    correction = forms.IntegerField(widget=forms.HiddenInput)


class SubmitForm(forms.Form):
    """Handing a table to review."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("提交说明"),
        required=False,
        max_length=500,
        help_text=_("有问题没有改的，请写明原因。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(forms.Form):
    """Sending a table back."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("退回原因"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明退回的原因，方便经办人修改。")},
    )


class VersionForm(forms.Form):
    """An act on the table as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PickForm(forms.Form):
    """By what the tables offered for a comparison are narrowed down."""

    words = forms.CharField(
        label=_("名称或单位"), required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    year = forms.IntegerField(
        label=_("年度"),
        required=False,
        min_value=1990,
        max_value=2100,
        error_messages={
            "invalid": _("年度请填四位数字，如 2026。"),
            "min_value": _("年度请填四位数字，如 2026。"),
            "max_value": _("年度请填四位数字，如 2026。"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class JudgeForm(forms.Form):
    """What a person says of two rows: the same thing, not the same thing, or nothing any more."""

    target = forms.UUIDField()
    row = forms.CharField(max_length=80)
    other = forms.UUIDField()
    other_row = forms.CharField(max_length=80)
    verdict = forms.ChoiceField(choices=[("same", ""), ("apart", ""), ("withdraw", "")])
