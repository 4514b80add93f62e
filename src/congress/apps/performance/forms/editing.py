"""Forms for editing rows and cells: shape only. What a person saw travels with every form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ADDRESS_CHARACTERS = 80


def _address(**more: Any) -> forms.CharField:
    return forms.CharField(max_length=ADDRESS_CHARACTERS, widget=forms.HiddenInput, **more)


def _text(**more: Any) -> forms.CharField:
    return forms.CharField(required=False, strip=False, widget=forms.HiddenInput, **more)


class ConfirmBlockForm(forms.Form):
    """A section in which everything was read right, and the digest of what was in doubt."""

    section = _address()
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class AddRowForm(forms.Form):
    """A new row: in which part, after which row; `at_end` puts it last."""

    part = _address()
    after = _address(required=False)
    at_end = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def place(self) -> str | None:
        """Behind which row, "" for the beginning, None for the end."""
        return None if self.cleaned_data["at_end"] else str(self.cleaned_data["after"])


class RowForm(forms.Form):
    """A row as the person saw it."""

    row = _address()
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class MoveRowForm(RowForm):
    """A row and where it shall stand."""

    part = _address()
    after = _address(required=False)
    at_end = forms.BooleanField(required=False, widget=forms.HiddenInput)

    place = AddRowForm.place


class MergeRowsForm(RowForm):
    """Two rows as the person saw them; the second is put into the first."""

    other = _address()
    other_seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class MergeCellsForm(forms.Form):
    """Two cells as the person saw them; the text of the second is put behind that of the first."""

    into = _address()
    before = _text()
    other = _address()
    other_before = _text()


class SplitForm(forms.Form):
    """A cell's text in two parts, and where the second goes."""

    address = _address()
    before = _text()
    first = forms.CharField(
        label=_("留在这一格的文字"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    second = forms.CharField(
        label=_("分出去的文字"),
        required=False,
        strip=False,
        help_text=_("把要分出去的文字剪切到这里。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    into = forms.ChoiceField(choices=[("row", _("新的一行")), ("next", _("下一格"))])


class ShiftForm(forms.Form):
    """The cell from which a row is shifted, and to which side."""

    address = _address()
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    side = forms.ChoiceField(choices=[("left", _("左移")), ("right", _("右移"))])
