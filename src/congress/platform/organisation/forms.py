"""Forms of organisation: shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.standards.codes import load_table

BRANCHES = {
    "congress": _("人大"),
    "party": _("党委"),
    "government": _("政府"),
    "supervision": _("监察、法院、检察院"),
    "judiciary": _("监察、法院、检察院"),
    "procuratorate": _("监察、法院、检察院"),
    "place": _("地方和区域"),
    "public_institution": _("事业单位"),
}


CHOOSE_ONE = {"required": _("请选择一个人。")}


class Day(forms.DateField):
    """A day, chosen from a calendar or typed."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def kind_choices() -> list[tuple[str, Any]]:
    """Kinds of bodies by branch."""
    groups: dict[str, list[tuple[str, str]]] = {str(title): [] for title in BRANCHES.values()}
    for entry in load_table("body_kinds").entries:
        groups[str(BRANCHES[entry.attributes["branch"]])].append((entry.code, entry.name))
    return [("", _("请选择"))] + [(title, entries) for title, entries in groups.items() if entries]


def level_choices() -> list[tuple[str, Any]]:
    """Administrative levels from the top down."""
    return [("", _("请选择"))] + [
        (entry.code, entry.name) for entry in load_table("administrative_levels").entries
    ]


class VersionForm(forms.Form):
    """The version of what was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ChangeBodyForm(VersionForm):
    """What a body is called and what it is."""

    name = forms.CharField(label=_("机构名称"), max_length=100, help_text=_("全称，和印章、公文上的一致。"))
    short_name = forms.CharField(
        label=_("简称"), max_length=30, required=False, help_text=_("显示在列表和图表上，例如“市财政局”。")
    )
    kind = forms.ChoiceField(label=_("机构类别"), choices=kind_choices)
    level = forms.ChoiceField(label=_("层级"), choices=level_choices)
    region_code = forms.CharField(
        label=_("行政区划代码"), max_length=20, required=False, help_text=_("6 位数字，镇街填 9 位。")
    )
    order = forms.IntegerField(
        label=_("排序"), min_value=0, max_value=999_999, help_text=_("同一上级之下从小到大排列。")
    )

    short_fields = ("short_name", "kind", "level", "region_code", "order", "code", "active_from")


class NewBodyForm(ChangeBodyForm):
    """A body to be added."""

    version = None  # type: ignore[assignment]
    code = forms.CharField(
        label=_("机构编码"),
        max_length=40,
        help_text=_("本地方内唯一，启用后不再改变。可用字母、数字和横线。"),
    )
    active_from = Day(label=_("启用日期"))

    field_order = ("name", "short_name", "code", "kind", "level", "region_code", "order", "active_from")


class MoveBodyForm(VersionForm):
    """Where a body goes."""

    parent = forms.ChoiceField(label=_("新的上级机构"), help_text=_("下级机构会一起移动。"))

    def __init__(self, *args: Any, parents: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "parent", parents)


class CloseBodyForm(VersionForm):
    """The last day of a body."""

    last_day = Day(label=_("最后使用日期"), help_text=_("机构和历史都会保留，名称仍可查到。"))
    short_fields = ("last_day",)


class PersonForm(VersionForm):
    """What is kept about a person."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    gender = forms.ChoiceField(
        label=_("性别"), choices=[("", _("未填")), ("male", _("男")), ("female", _("女"))], required=False
    )
    birth_date = Day(label=_("出生日期"), required=False)
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=20,
        required=False,
        help_text=_("只有管理人员的同事能看到完整号码，其他页面只显示前三位和后四位。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("登录账号"),
        max_length=80,
        required=False,
        help_text=_("这个人的账号名。没有账号就留空。"),
        widget=forms.TextInput(attrs={"list": "accounts", "autocomplete": "off"}),
    )
    state = forms.ChoiceField(label=_("状态"), choices=[("active", _("在册")), ("left", _("离任"))])

    short_fields = ("name", "gender", "birth_date", "phone", "username", "state")


class NewPersonForm(PersonForm):
    """A person to be entered."""

    version = None  # type: ignore[assignment]
    state = None  # type: ignore[assignment]


class TransferForm(VersionForm):
    """Where a person goes."""

    body = forms.ChoiceField(label=_("调入机构"))

    def __init__(self, *args: Any, bodies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "body", bodies)


class NewPostForm(forms.Form):
    """A post to be set up."""

    title = forms.CharField(label=_("职务名称"), max_length=60)
    order = forms.IntegerField(
        label=_("排序"), min_value=0, max_value=999_999, initial=100, help_text=_("从小到大排列。")
    )
    short_fields = ("title", "order")


class ChangePostForm(NewPostForm, VersionForm):
    """What a post is called."""


class RetirePostForm(VersionForm):
    """The last day of a post."""

    last_day = Day(label=_("撤销日期"))
    short_fields = ("last_day",)


class AppointForm(forms.Form):
    """Who takes a post, from when on."""

    person = forms.ChoiceField(label=_("人员"), widget=forms.RadioSelect, error_messages=CHOOSE_ONE)
    from_date = Day(label=_("任职日期"))
    short_fields = ("from_date",)

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "person", people)


class NewMandateForm(AppointForm):
    """Who becomes a deputy, elected where."""

    electing_unit = forms.CharField(label=_("选举单位或选区"), max_length=120)
    delegation = forms.CharField(label=_("代表团"), max_length=60, required=False)
    field_order = ("person", "electing_unit", "delegation", "from_date")


class EndHoldingForm(VersionForm):
    """The last day in a post."""

    until_date = Day(label=_("免职日期"))
    short_fields = ("until_date",)


class NewTermForm(forms.Form):
    """A term to begin."""

    ordinal = forms.IntegerField(label=_("届次"), min_value=1, max_value=99, help_text=_("第几届，填数字。"))
    starts_on = Day(label=_("任期开始"))
    ends_on = Day(label=_("任期结束"), required=False, help_text=_("本届正在进行就留空。"))
    short_fields = ("ordinal", "starts_on", "ends_on")


class EndTermForm(VersionForm):
    """The last day of a term."""

    ends_on = Day(label=_("任期结束"), help_text=_("本届所有在任代表的资格同日终止，原因记为“任期届满”。"))
    short_fields = ("ends_on",)


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=120)


class EndMandateForm(ReasonForm):
    """Why, and until when."""

    until_date = Day(label=_("终止日期"))
    short_fields = ("until_date",)


class ImportForm(forms.Form):
    """A table to bring in."""

    kind = forms.ChoiceField(
        label=_("导入什么"),
        choices=[("bodies", _("机构（机构树）")), ("people", _("人员和代表"))],
        widget=forms.RadioSelect,
    )
    body = forms.ChoiceField(
        label=_("导入范围"), help_text=_("只会增加和修改这个机构和它下级的内容，文件里别处的行不会导入。")
    )
    file = forms.FileField(
        label=_("Excel 文件"),
        help_text=_("xlsx 格式，不超过 8 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("请选择要导入的文件。"),
            "empty": _("这是一个空文件，请检查后重新选择。"),
        },
    )

    def __init__(self, *args: Any, bodies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "body", bodies)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    offered = list(choices)
    is_radio = isinstance(field.widget, forms.RadioSelect)
    field.choices = offered if is_radio or len(offered) == 1 else [("", _("请选择")), *offered]
    if len(offered) == 1:
        field.initial = offered[0][0]
