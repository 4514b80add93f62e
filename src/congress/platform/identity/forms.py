"""Forms of identity: shape only."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("账号"),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("请填写账号。")},
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("请填写密码。")},
    )


class ChangePasswordForm(forms.Form):
    """The present password, and the new one twice."""

    current = forms.CharField(
        label=_("当前密码"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("请填写当前密码。首次登录请填写管理员给您的一次性密码。")},
    )
    new = forms.CharField(
        label=_("新密码"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("请填写新密码。")},
    )
    again = forms.CharField(
        label=_("再次输入新密码"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("请再次输入新密码。")},
    )


class NewAccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("账号名"),
        max_length=40,
        help_text=_("2 至 40 个字符，可用汉字、小写字母、数字、点、横线和下划线。开通后不能修改。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("请填写账号名。")},
    )
    display_name = forms.CharField(
        label=_("姓名或显示名称"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写姓名或显示名称。")},
    )


class ChangeAccountForm(forms.Form):
    """The name shown for an account."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    display_name = forms.CharField(
        label=_("姓名或显示名称"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填写姓名或显示名称。")},
    )


class VersionForm(forms.Form):
    """An act on an account as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
