"""The tags of the design system, through templates as apps use them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import override_settings

from congress.platform.core.templatetags.ui_parts import icon_names


def shown(source: str, **context: Any) -> str:
    """A piece of template, filled and with its blanks evened out."""
    return " ".join(Template(source).render(Context(context)).split())


class SampleForm(forms.Form):
    """A field of each kind that is written differently."""

    title = forms.CharField(label="名称", help_text="不超过 60 个字。")
    way = forms.ChoiceField(label="方式", widget=forms.RadioSelect, choices=[("a", "全文"), ("b", "部分")])
    kind = forms.ChoiceField(label="类别", choices=[("p", "项目")])
    agreed = forms.BooleanField(label="已核对")
    report = forms.FileField(
        label="文件", required=False, widget=forms.FileInput(attrs={"accept": ".pdf", "data-max-bytes": 10})
    )
    token = forms.CharField(widget=forms.HiddenInput)


# --- attributes, icons, tones


def test_extra_keywords_become_attributes() -> None:
    made = shown(
        "{% button '保存' hx_post=url aria_busy=True disabled=False value=None class_='x' %}",
        url="/a/?b=1&c=2",
    )
    assert 'hx-post="/a/?b=1&amp;c=2"' in made
    assert " aria-busy" in made
    assert "disabled" not in made
    assert "value" not in made


@pytest.mark.parametrize("name", ["style", "onclick", "hx_on_click", "hx_on__after_request"])
def test_inline_style_and_handlers_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="content policy"):
        shown("{% button '保存' " + name + "='x' %}")


def test_field_refuses_them_too() -> None:
    with pytest.raises(ValueError, match="content policy"):
        shown("{% field form.title onchange='x' %}", form=SampleForm())


def test_text_is_escaped_everywhere() -> None:
    made = shown(
        "{% button t %}{% state t %}{% alert 'info' title=t %}{{ t }}{% endalert %}{% stat t t note=t %}"
        "{% empty_state t t %}{% card t %}{{ t }}{% endcard %}{% copy_button t copies=t %}{% icon 'save' label=t %}",
        t='<b>"1"</b>',
    )
    assert "<b>" not in made
    assert '""1' not in made


def test_icon_is_silent_unless_named() -> None:
    assert 'aria-hidden="true"' in shown("{% icon 'save' %}")
    named = shown("{% icon 'save' label='保存' size='large' %}")
    assert 'role="img" aria-label="保存"' in named
    assert "icon-large" in named


def test_unknown_icon_shows_a_dot_but_raises_in_development() -> None:
    assert "#dot" in shown("{% icon 'no-such-picture' %}")
    with override_settings(DEBUG=True), pytest.raises(LookupError, match="no-such-picture"):
        shown("{% icon 'no-such-picture' %}")


def test_the_mark_is_in_the_sprite() -> None:
    assert "mark" in icon_names()


def test_state_always_has_a_sign_and_a_word() -> None:
    for tone in ("neutral", "info", "good", "warn", "bad"):
        made = shown("{% state '审核中' tone %}", tone=tone)
        assert f'data-tone="{tone}"' in made
        assert "<svg" in made
        assert "审核中" in made
    assert "#lock" in shown("{% state '已锁定' icon='lock' %}")


def test_unknown_tone_is_a_mistake() -> None:
    with pytest.raises(LookupError, match="loud"):
        shown("{% state '审核中' 'loud' %}")


def test_pane_knows_two_sides() -> None:
    with pytest.raises(TemplateSyntaxError, match="third"):
        shown("{% pane 'third' '原文' %}{% endpane %}")


def test_numbers_are_grouped_and_nothing_stays_nothing() -> None:
    assert shown("{{ n|grouped }}", n=1234567) == "1,234,567"
    assert shown("{{ n|grouped }}", n=0) == "0"
    assert shown("{{ n|grouped }}", n=None) == ""
    assert shown("{{ n|grouped }}", n="") == ""


def test_capture_keeps_markup_for_later() -> None:
    assert shown("{% capture as x %}<i>1</i>{% endcapture %}[{{ x }}]") == "[<i>1</i>]"


# --- fields


def test_field_ties_help_to_its_control() -> None:
    made = shown("{% field form.title %}", form=SampleForm())
    assert '<label class="form-label" for="id_title">' in made
    assert 'id="id_title_helptext"' in made
    assert 'aria-describedby="id_title_helptext"' in made
    assert "必填" in made
    assert 'class="form-control"' in made


def test_field_ties_errors_to_its_control() -> None:
    made = shown("{% field form.title %}", form=SampleForm(data={}))
    assert 'aria-invalid="true"' in made
    assert 'aria-describedby="id_title_helptext id_title_error"' in made
    assert 'id="id_title_error"' in made


def test_choices_are_a_group_with_a_legend() -> None:
    made = shown("{% field form.way help='二选一' %}", form=SampleForm(data={}))
    assert "<legend>方式" in made
    assert 'aria-describedby="id_way_helptext id_way_error"' in made
    assert made.count('type="radio"') == 2


def test_units_stand_beside_the_control() -> None:
    made = shown("{% field form.title prefix='约' suffix='万元' label='预算' %}", form=SampleForm())
    assert '<span class="input-group-text">约</span>' in made
    assert '<span class="input-group-text">万元</span>' in made
    assert "预算" in made


def test_select_check_and_hidden_have_their_own_shape() -> None:
    form = SampleForm()
    assert 'class="form-select"' in shown("{% field form.kind %}", form=form)
    assert 'class="form-check-input"' in shown("{% field form.agreed %}", form=form)
    assert shown("{% field form.token %}", form=form).startswith('<input type="hidden"')


def test_a_file_field_is_a_plain_input_inside_a_drop_zone() -> None:
    made = shown("{% field form.report %}", form=SampleForm())
    assert '<file-drop data-max-bytes="10"' in made
    assert 'type="file"' in made
    assert 'accept=".pdf"' in made
    assert "multiple" not in made
    assert 'data-max-bytes="52428800"' in shown(
        "{% field form.report max_bytes=52428800 %}", form=SampleForm()
    )


def test_a_file_field_for_several_says_so() -> None:
    class Several(forms.ClearableFileInput):
        allow_multiple_selected = True

    class Form(forms.Form):
        files = forms.FileField(widget=Several(attrs={"multiple": True}))

    made = shown("{% field form.files %}", form=Form())
    assert " multiple" in made
    assert "可多选" in made
    assert " required" in made


def test_error_summary_leads_to_the_controls() -> None:
    form = SampleForm(data={})
    form.add_error(None, "两项合计不符。")
    made = shown("{% error_summary form %}", form=form)
    assert "两项合计不符。" in made
    assert 'href="#id_title"' in made
    assert 'href="#id_way_0"' in made
    assert " autofocus" in made
    assert " autofocus" not in shown("{% error_summary form focus=False %}", form=form)


def test_error_summary_of_a_good_form_is_nothing() -> None:
    good = {"title": "x", "way": "a", "kind": "p", "agreed": "on", "token": "t"}
    assert shown("{% error_summary form %}", form=SampleForm(data=good)) == ""


# --- lists of things, as mappings or objects


class Event:
    """A record that is an object, not a mapping."""

    title, who, at, tone = "提交复核", "林静怡", "11月18日", "info"


def test_timeline_takes_mappings_and_objects() -> None:
    made = shown("{% timeline items %}", items=[Event(), {"title": "导入", "icon": "job"}])
    assert "提交复核" in made
    assert 'data-tone="info"' in made
    assert "#job" in made


def test_findings_point_to_places_and_silence_is_said() -> None:
    made = shown(
        "{% findings items view='v' %}",
        items=[{"title": "合计不符", "tone": "bad", "place": "total", "expected": "1.00", "actual": "2.00"}],
    )
    assert 'data-show-place="total" data-in="v"' in made
    assert "应为" in made
    assert "没有发现问题" in shown("{% findings items empty='没有发现问题' %}", items=[])
    assert shown("{% findings items %}", items=[]) == ""


def test_steps_say_their_state_in_words() -> None:
    states = ["done", "current", "todo", "returned"]
    made = shown("{% steps items %}", items=[{"title": each, "state": each} for each in states])
    for word in ("已完成", "正在办理", "未开始", "已退回"):
        assert word in made
    assert made.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("state", "polls", "word"),
    [
        ("waiting", True, "排队中"),
        ("running", True, "进行中"),
        ("done", False, "已完成"),
        ("failed", False, "未完成"),
        ("cancelled", False, "已取消"),
    ],
)
def test_progress_asks_again_only_while_something_can_change(state: str, polls: bool, word: str) -> None:
    job = {
        "id": 7,
        "title": "导入",
        "state": state,
        "done": 1,
        "total": 2,
        "poll_url": "/p/",
        "cancel_url": "/c/",
    }
    made = shown("{% progress job %}", job=job)
    assert ('hx-get="/p/"' in made) is polls
    assert ('action="/c/"' in made) is polls
    assert word in made


def test_breadcrumb_never_links_to_the_page_itself() -> None:
    made = shown(
        "{% breadcrumb crumbs %}", crumbs=[{"title": "首页", "url": "/"}, {"title": "本页", "url": "/x/"}]
    )
    assert 'href="/"' in made
    assert "/x/" not in made
    assert 'aria-current="page"' in made
    assert shown("{% breadcrumb crumbs %}", crumbs=None) == ""


def test_tabs_show_a_zero() -> None:
    made = shown(
        "{% tabs items '申报表' %}",
        items=[{"title": "附件", "url": "#", "count": 0}, {"title": "记录", "url": "#"}],
    )
    assert made.count('class="count') == 1
