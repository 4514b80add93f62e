"""Forms of the dictionary: what every entry needs, and one form for each shape of value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from congress.platform.knowledge.contracts import Content, Source
from congress.platform.knowledge.kinds.rules import UNITS, WHOLES, known_starts, word_for
from congress.platform.knowledge.kinds.thresholds import UNITS as THRESHOLD_UNITS
from congress.platform.knowledge.models import Entry
from congress.standards.errors import RuleViolation
from congress.standards.values import DateRange, date_from_text

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SMALL = forms.Textarea(attrs={"rows": 3})


class EntryForm(forms.Form):
    """What every entry needs. Subclasses add the fields of one shape of value and read them into it."""

    shape: ClassVar[str] = ""
    kind: ClassVar[str] = ""
    heading: ClassVar[Any] = ""
    value_fields: ClassVar[tuple[str, ...]] = ()

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(label=_("编号"), max_length=120, error_messages={"required": _("请填写编号。")})
    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    jurisdiction = forms.CharField(
        label=_("适用地区"),
        max_length=20,
        help_text=_("行政区划代码，例如 441900。全国适用的填 100000。"),
        error_messages={"required": _("请填写适用地区的行政区划代码。")},
    )
    effective_from = forms.DateField(
        label=_("生效日期"), widget=DAY, error_messages={"required": _("请填写生效日期。")}
    )
    effective_until = forms.DateField(
        label=_("失效日期"), widget=DAY, required=False, help_text=_("含当天。留空表示长期有效。")
    )
    law = forms.CharField(
        label=_("依据的文件"),
        max_length=200,
        help_text=_("写文件全称，没有依据的内容不能登记。"),
        error_messages={"required": _("请填写依据的文件。没有依据的内容不能登记。")},
    )
    article = forms.CharField(
        label=_("第几条"), max_length=40, required=False, help_text=_("用汉字，例如：十四。规则必须填写。")
    )
    paragraph = forms.CharField(label=_("第几款"), max_length=20, required=False)
    law_version = forms.DateField(
        label=_("文本日期"), widget=DAY, required=False, help_text=_("所依据文本公布或修正的日期。")
    )
    verified = forms.BooleanField(
        label=_("已与原文核对"), required=False, help_text=_("没有核对过的内容，用到它的页面会注明“未核实”。")
    )
    reason = forms.CharField(
        label=_("登记的原因"),
        max_length=500,
        widget=SMALL,
        error_messages={"required": _("请填写登记的原因，例如：本市办法另有规定。")},
    )

    def __init__(self, *args: Any, fixed_key: bool = False, **kwargs: Any) -> None:
        """`fixed_key`: the key stands already, so it is shown and not asked for."""
        super().__init__(*args, **kwargs)
        if fixed_key:
            self.fields["key"].disabled = True

    def content(self) -> Content:
        """What was filled in. Raises `RuleViolation` when a value cannot be read."""
        said = self.cleaned_data
        return Content(
            title=said["title"],
            jurisdiction=said["jurisdiction"],
            effective_from=said["effective_from"],
            effective_until=said["effective_until"],
            value=self.value(),
            source=Source(said["law"], said["article"], said["paragraph"], said["law_version"]),
            verified=said["verified"],
            reason=said["reason"],
        )

    def value(self) -> dict[str, Any]:
        """The value of this shape."""
        raise NotImplementedError

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        """A value as the form's fields show it."""
        return {name: value[name] for name in cls.value_fields if name in value}

    def refuse(self, refusal: RuleViolation) -> None:
        """Show a refusal at its field, or at the top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


class PeriodForm(EntryForm):
    """A rule that states a period."""

    shape, kind, heading = "period", "rule", _("规则：期限")
    value_fields = ("amount", "unit", "start", "direction", "extend_to", "shift_end")

    amount = forms.IntegerField(label=_("期限"), min_value=1)
    unit = forms.ChoiceField(label=_("单位"), choices=[(str(unit), word) for unit, word in UNITS.items()])
    start = forms.ChoiceField(
        label=_("从什么事起算"), choices=lambda: [(name, word_for(name)) for name in known_starts()]
    )
    direction = forms.ChoiceField(label=_("方向"), choices=[("after", _("之日起")), ("before", _("之前"))])
    extend_to = forms.IntegerField(label=_("最长可延长到"), min_value=1, required=False)
    shift_end = forms.BooleanField(label=_("末日是休息日时顺延"), required=False, initial=True)

    def value(self) -> dict[str, Any]:
        """Only what differs from the usual is written."""
        said = self.cleaned_data
        value: dict[str, Any] = {name: said[name] for name in ("amount", "unit", "start")}
        value |= {"direction": "before"} if said["direction"] == "before" else {}
        value |= {"extend_to": said["extend_to"]} if said["extend_to"] else {}
        return value | ({} if said["shift_end"] else {"shift_end": False})

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        """What is not written is the usual."""
        return {"direction": "after", "shift_end": True, **super().initial_of(value)}


class ShareForm(EntryForm):
    """A rule that states a share of a whole."""

    shape, kind, heading = "share", "rule", _("规则：比例")
    value_fields = ("share", "comparison", "base")

    share = forms.CharField(label=_("比例"), max_length=40, help_text=_("例如：三分之二、2/3、半数。"))
    comparison = forms.ChoiceField(
        label=_("怎样算达到"),
        choices=[("at_least", _("达到即可（以上）")), ("more_than", _("必须超过（过半数）"))],
    )
    base = forms.ChoiceField(label=_("以什么为整体"), choices=list(WHOLES.items()))

    def value(self) -> dict[str, Any]:
        """As it was filled in."""
        return {name: self.cleaned_data[name] for name in self.value_fields}


class NumberForm(EntryForm):
    """A rule that states a number of people."""

    shape, kind, heading = "number", "rule", _("规则：数目")
    value_fields = ("count", "base")

    count = forms.IntegerField(label=_("数目"), min_value=1)
    base = forms.ChoiceField(label=_("以什么计数"), choices=list(WHOLES.items()))

    def value(self) -> dict[str, Any]:
        """As it was filled in."""
        return {name: self.cleaned_data[name] for name in self.value_fields}


class CalendarForm(EntryForm):
    """One year's holidays."""

    shape, kind, heading = "calendar", "calendar", _("放假安排")

    holidays = forms.CharField(
        label=_("放假的日子"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一个节日，例如：元旦 2027-01-01 至 2027-01-03"),
    )
    working_days = forms.CharField(
        label=_("调休上班的日子"), widget=SMALL, required=False, help_text=_("用空格或换行隔开。没有就留空。")
    )

    def value(self) -> dict[str, Any]:
        """Holidays line by line, worked days one by one."""
        lines = [line.strip() for line in self.cleaned_data["holidays"].splitlines()]
        worked = self.cleaned_data["working_days"].replace("、", " ").split()
        return {
            "holidays": [_holiday(line) for line in lines if line],
            "working_days": [_day(each, "working_days") for each in worked],
        }

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        """One line for each holiday."""
        lines = [f"{each['name']} {each['from']} 至 {each['to']}" for each in value.get("holidays", ())]
        return {"holidays": "\n".join(lines), "working_days": "\n".join(value.get("working_days", ()))}


class CodeForm(EntryForm):
    """One code of a table."""

    shape, kind, heading = "code", "code", _("代码")
    value_fields = ("name", "parent", "note")

    name = forms.CharField(label=_("代码的名称"), max_length=120)
    parent = forms.CharField(label=_("上级代码"), max_length=60, required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    attributes = forms.CharField(
        label=_("其他栏目"), widget=SMALL, required=False, help_text=_("一行一项，写成“栏目=内容”。")
    )

    def value(self) -> dict[str, Any]:
        """Only what was filled in."""
        value: dict[str, Any] = {
            name: self.cleaned_data[name] for name in self.value_fields if self.cleaned_data[name]
        }
        lines = [line.strip() for line in self.cleaned_data["attributes"].splitlines()]
        attributes = dict(_pair(line) for line in lines if line)
        return value | ({"attributes": attributes} if attributes else {})

    @classmethod
    def initial_of(cls, value: Mapping[str, Any]) -> dict[str, Any]:
        """One line for each attribute."""
        lines = [f"{name}={text}" for name, text in value.get("attributes", {}).items()]
        return {**super().initial_of(value), "attributes": "\n".join(lines)}


class TermForm(EntryForm):
    """One word of the field."""

    shape, kind, heading = "term", "term", _("术语")
    value_fields = ("chinese", "meaning")

    chinese = forms.CharField(label=_("中文"), max_length=60)
    meaning = forms.CharField(
        label=_("含义"), max_length=300, widget=SMALL, help_text=_("一句话，以句号结尾。")
    )

    def value(self) -> dict[str, Any]:
        """As it was filled in."""
        return {name: self.cleaned_data[name] for name in self.value_fields}


class ThresholdForm(EntryForm):
    """One number."""

    shape, kind, heading = "threshold", "threshold", _("阈值")
    value_fields = ("number", "unit")

    number = forms.CharField(label=_("数值"), max_length=40, help_text=_("例如 1.30"))
    unit = forms.ChoiceField(
        label=_("单位"),
        required=False,
        choices=[("", _("没有单位")), *THRESHOLD_UNITS.items()],
    )

    def value(self) -> dict[str, Any]:
        """Only what was filled in."""
        return {name: self.cleaned_data[name] for name in self.value_fields if self.cleaned_data[name]}


class RetireForm(forms.Form):
    """Why an entry goes out of use."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("停用的原因"),
        max_length=500,
        widget=SMALL,
        error_messages={"required": _("请填写停用的原因。")},
    )


class VersionForm(forms.Form):
    """Which state of an entry the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


SHAPES: dict[str, type[EntryForm]] = {
    each.shape: each
    for each in (PeriodForm, ShareForm, NumberForm, CalendarForm, CodeForm, TermForm, ThresholdForm)
}


def shape_of(kind: str, value: Mapping[str, Any]) -> str:
    """The shape in which a value of a kind is filled in."""
    if kind != "rule":
        return next(each.shape for each in SHAPES.values() if each.kind == kind)
    if "unit" in value:
        return "period"
    return "share" if "share" in value else "number"


def initial_of_entry(entry: Entry) -> dict[str, Any]:
    """An entry as its form shows it."""
    plain = (
        "key",
        "title",
        "jurisdiction",
        "effective_from",
        "effective_until",
        "law",
        "article",
        "paragraph",
    )
    initial = {name: getattr(entry, name) for name in (*plain, "law_version", "verified", "version")}
    return initial | SHAPES[shape_of(entry.kind, entry.value)].initial_of(entry.value)


def _holiday(line: str) -> dict[str, str]:
    name, *rest = line.split(maxsplit=1)
    try:
        span = DateRange.parse("".join(rest))
    except RuleViolation as unreadable:
        message = _("“{line}”没有看懂：{why}").format(line=line, why=unreadable.message)
        raise RuleViolation("knowledge.bad_holiday", str(message), field="holidays") from None
    return {"name": name, "from": span.start.isoformat(), "to": span.end.isoformat()}


def _day(text: str, field: str) -> str:
    try:
        found: date = date_from_text(text)
    except RuleViolation as unreadable:
        raise unreadable.located(field=field) from None
    return found.isoformat()


def _pair(line: str) -> tuple[str, str]:
    name, sep, text = line.replace("＝", "=").partition("=")
    if not sep or not name.strip() or not text.strip():
        message = _("“{line}”没有看懂，请写成“栏目=内容”。").format(line=line)
        raise RuleViolation("knowledge.bad_attribute", str(message), field="attributes")
    return name.strip(), text.strip()
