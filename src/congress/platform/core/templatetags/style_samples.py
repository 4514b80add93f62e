"""What the style page shows: invented content of this field, so that every component is seen as it will be used."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms, template

register = template.Library()

CONTENT = Path(__file__).resolve().parent.parent / "templates" / "style" / "samples.json"


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="事项名称", max_length=60, help_text="写清是哪一年、哪个单位的什么事，不超过 60 个字。"
    )
    amount = forms.DecimalField(label="预算金额", decimal_places=2, max_digits=14)
    kind = forms.ChoiceField(
        label="资金类别",
        choices=[("", "请选择"), ("basic", "基本支出"), ("project", "项目支出"), ("special", "专项资金")],
    )
    due = forms.DateField(label="办结期限", widget=forms.DateInput(attrs={"type": "date"}))
    way = forms.ChoiceField(
        label="公开方式",
        widget=forms.RadioSelect,
        choices=[
            ("all", "全文公开"),
            ("part", "部分公开（隐去不宜公开的内容）"),
            ("none", "不公开（须写明依据）"),
        ],
    )
    units = forms.MultipleChoiceField(
        label="会办单位",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("finance", "市财政局"), ("planning", "市发展和改革局"), ("audit", "市审计局")],
        help_text="可以多选。",
    )
    note = forms.CharField(label="情况说明", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    report = forms.FileField(
        label="绩效目标申报表",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf,.txt,.html"}),
        help_text="可以是 Word、Excel、PDF 或文本文件，不超过 50 MB。",
    )
    agreed = forms.BooleanField(label="我已核对金额合计与上级批复一致")


WRONG = {"title": "", "amount": "一千", "kind": "project", "due": "2026-11-31", "way": "", "agreed": ""}

SENTENCES = {
    ("title", "required"): "请填写事项名称。",
    ("amount", "invalid"): "请用阿拉伯数字填写金额，例如 1147.60。",
    ("due", "invalid"): "这一天不存在：11 月只有 30 天。",
    ("way", "required"): "请选择一种公开方式。",
    ("report", "required"): "请附上申报表。",
    ("agreed", "required"): "请核对后勾选。",
}


def _refused() -> SampleForm:
    """The form as it comes back when everything is wrong."""
    form = SampleForm(data=WRONG, auto_id="wrong_%s")
    form.fields["report"].required = True
    for (name, code), sentence in SENTENCES.items():
        form.fields[name].error_messages[code] = sentence
    return form


@register.simple_tag
def style_samples() -> dict[str, Any]:
    """Everything the style page needs, as one variable: `{% style_samples as sample %}`."""
    content: dict[str, Any] = json.loads(CONTENT.read_text("utf-8"))
    nothing = {**content["list"], "rows": [], "total": 0, "pages": [], "exports": [], "filters": []}
    named = {name: {**content["list"]["spec"], "title": name} for name in ("没有符合条件的列表", "空列表")}
    filled = {
        "title": "2026 年部门整体支出绩效目标",
        "amount": Decimal("1147.60"),
        "way": "all",
        "units": ["finance"],
    }
    return {
        **content,
        "form": SampleForm(initial=filled),
        "wrong": _refused(),
        "list_none": {**nothing, "id": "list-none", "spec": named["没有符合条件的列表"]},
        "list_empty": {**nothing, "id": "list-empty", "spec": named["空列表"], "is_filtered": False},
    }
