"""Forms of access: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RoleForm(forms.Form):
    """A role's title; its permissions are ticked in a table of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("角色名称"), max_length=60, error_messages={"required": _("请填写角色名称。")}
    )
    codes = forms.MultipleChoiceField(label=_("权限"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.fields["codes"]
        assert isinstance(codes, forms.MultipleChoiceField)
        codes.choices = choices


class GrantForm(forms.Form):
    """Who gets which role where and for how long; accounts and bodies are typed, the page offers what there is."""

    username = forms.CharField(
        label=_("账号名"),
        max_length=40,
        widget=forms.TextInput(attrs={"list": "accounts", "autocomplete": "off"}),
        error_messages={"required": _("请填写账号名。")},
    )
    role = forms.ChoiceField(label=_("角色"), error_messages={"required": _("请选择角色。")})
    body = forms.CharField(
        label=_("范围"),
        required=False,
        max_length=120,
        help_text=_("填写机构编码或全称；留空表示全地区。"),
        widget=forms.TextInput(attrs={"list": "bodies", "autocomplete": "off"}),
    )
    with_below = forms.BooleanField(label=_("包括下级机构"), required=False, initial=True)
    region_code = forms.CharField(
        label=_("只限行政区划"),
        required=False,
        max_length=12,
        help_text=_("按属地工作的角色填写，例如 441900；一般留空。"),
    )
    from_date = forms.DateField(
        label=_("开始日期"), widget=DATE, error_messages={"required": _("请填写开始日期。")}
    )
    until_date = forms.DateField(
        label=_("结束日期"), required=False, widget=DATE, help_text=_("留空表示长期有效。")
    )

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("请选择")), *roles]


class VersionForm(forms.Form):
    """An act on a row as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
