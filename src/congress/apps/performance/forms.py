"""Forms of performance: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPTED = ".txt,.html,.htm,.docx,.xlsx,.pdf"
MAX_FILES = 20


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes more than one."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One or more uploaded files; the cleaned value is a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file by itself."""
        files = data if isinstance(data, (list, tuple)) else [data]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(
                _("一次最多上传 %(n)s 个文件，请分几次上传。"), params={"n": MAX_FILES}
            )
        one = super().clean
        return [one(each, initial) for each in files]


class BringInForm(forms.Form):
    """Which body, which files."""

    body = forms.ChoiceField(label=_("所属单位"))
    file = SeveralFilesField(
        label=_("绩效文件"),
        help_text=_("可以是文本（txt）、网页（html）、Word（docx）、Excel（xlsx）或带文字的 PDF。"),
        widget=SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True}),
        error_messages={"required": _("请选择要导入的文件。")},
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        body.choices = bodies
        if len(bodies) == 1:
            body.initial = bodies[0][0]


class CellForm(forms.Form):
    """The text of one cell."""

    address = forms.CharField(max_length=80, widget=forms.HiddenInput)
    before = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("改为"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


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
