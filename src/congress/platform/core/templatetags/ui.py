"""Tags of the design system: every button, field and table of every app is one of these.

Each tag fills one template in `templates/ui/`, whose first line says what it takes. Extra keyword arguments become
attributes: an underscore is written as a hyphen (`hx_get=…` → `hx-get`), True is a bare attribute, None and False
are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.loader import get_template
from django.utils.safestring import SafeString

from congress.platform.core.templatetags.ui_parts import (
    attributes,
    control,
    icon_svg,
    mark_of,
    summary_lines,
    tone_of,
)

register = template.Library()


def _filled(name: str, **context: Any) -> SafeString:
    return SafeString(get_template(f"ui/{name}.html").render(context))


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A picture from the sprite; silent for screen readers unless it has a label. `size`: "" or "large"."""
    return icon_svg(name, label=str(label), size=size)


@register.simple_block_tag
def capture(content: str) -> str:
    """What stands inside, kept for later: `{% capture %}…{% endcapture %}` with `as name` in the opening tag."""
    return content


@register.filter
def grouped(number: Any) -> str:
    """A number with separators, 1,234,567; "" for nothing."""
    return "" if number in (None, "") else f"{number:,}"


# --- acting ---------------------------------------------------------------------------------------------------


@register.simple_tag
def button(
    text: str, *, kind: str = "plain", icon: str = "", type: str = "submit", small: bool = False, **attrs: Any
) -> SafeString:
    """A button of a form."""
    return _filled(
        "button", text=text, kind=kind, icon=icon, small=small, attrs=attributes({"type": type, **attrs})
    )


@register.simple_tag
def link_button(
    text: str, href: str, *, kind: str = "plain", icon: str = "", small: bool = False, **attrs: Any
) -> SafeString:
    """A link that looks like a button."""
    return _filled(
        "link_button", text=text, kind=kind, icon=icon, small=small, attrs=attributes({"href": href, **attrs})
    )


@register.simple_block_tag
def form_actions(content: str) -> SafeString:
    """The buttons at the end of a form."""
    return _filled("form_actions", content=content)


@register.simple_block_tag
def menu(
    content: str, text: str, *, icon: str = "", kind: str = "plain", small: bool = False, start: bool = False
) -> SafeString:
    """A button that opens a few links or a small form."""
    return _filled("menu", content=content, text=text, icon=icon, kind=kind, small=small, start=start)


@register.simple_tag
def print_button(text: str = "", *, kind: str = "plain") -> SafeString:
    """Print this page."""
    return _filled("print_button", text=text, kind=kind)


@register.simple_tag
def copy_button(
    text: str = "", *, copies: str = "", source: str = "", url: str = "", kind: str = "quiet"
) -> SafeString:
    """Copy the text given in `copies`, that of the element whose id is `source`, or what `url` answers."""
    return _filled("copy_button", text=text, copies=copies, source=source, url=url, kind=kind)


@register.simple_tag
def open_dialog(
    dialog: str, text: str, *, href: str, kind: str = "plain", icon: str = "", small: bool = False
) -> SafeString:
    """A button that opens a dialog of this page, or leads to the page that does the same."""
    return _filled("open_dialog", dialog=dialog, text=text, href=href, kind=kind, icon=icon, small=small)


@register.simple_block_tag
def dialog(content: str, id: str, title: str, *, wide: bool = False) -> SafeString:
    """A dialog, closed until asked for."""
    return _filled("dialog", content=content, id=id, title=title, wide=wide)


# --- saying ---------------------------------------------------------------------------------------------------


@register.simple_tag
def state(text: str, tone: str = "neutral", *, icon: str = "") -> SafeString:
    """A state mark: word, sign and colour together."""
    return _filled("state", text=text, tone=tone_of(tone), icon=icon or mark_of(tone))


@register.simple_block_tag
def alert(
    content: str, tone: str = "info", *, title: str = "", closes: bool = False, fades: bool = False
) -> SafeString:
    """A message in the page."""
    return _filled(
        "alert",
        content=content,
        tone=tone_of(tone),
        icon=mark_of(tone),
        title=title,
        closes=closes,
        fades=fades,
    )


@register.simple_tag
def empty_state(
    title: str, text: str = "", *, action: str = "", url: str = "", icon: str = "inbox"
) -> SafeString:
    """Nothing here: what this is for and what to do next."""
    return _filled("empty_state", title=title, text=text, action=action, url=url, icon=icon)


@register.simple_block_tag
def help_panel(content: str, title: str, *, open: bool = False) -> SafeString:
    """Help that folds away."""
    return _filled("help_panel", content=content, title=title, open=open)


@register.simple_tag
def findings(items: Sequence[Any], *, view: str = "", empty: str = "") -> SafeString:
    """What a check found, each with a way to the place it speaks of."""
    toned = [(each, _part(each, "tone")) for each in items]
    marked = [{"item": each, "tone": tone_of(tone), "icon": mark_of(tone)} for each, tone in toned]
    return _filled("findings", items=marked, view=view, empty=empty)


# --- showing --------------------------------------------------------------------------------------------------


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    *,
    icon: str = "",
    more: str = "",
    more_url: str = "",
    level: int = 2,
    id: str = "",
) -> SafeString:
    """A white sheet with a head."""
    return _filled(
        "card", content=content, title=title, icon=icon, more=more, more_url=more_url, level=level, id=id
    )


@register.simple_tag
def stat(
    label: str, value: Any, *, unit: str = "", note: str = "", href: str = "", tone: str = ""
) -> SafeString:
    """One number with its name and unit."""
    shown_tone = tone_of(tone) if tone else ""
    sign = mark_of(tone) if tone else ""
    return _filled(
        "stat", label=label, value=value, unit=unit, note=note, href=href, tone=shown_tone, icon=sign
    )


@register.simple_tag
def pairs(rows: Sequence[tuple[str, Any]]) -> SafeString:
    """Terms and values under each other."""
    return _filled("pairs", rows=rows)


@register.simple_block_tag
def table(
    content: str, caption: str, *, hide_caption: bool = False, dense: bool = False, lined: bool = False
) -> SafeString:
    """A table in its own scrolling region. The content is `<thead>…</thead><tbody>…</tbody>`."""
    return _filled(
        "table", content=content, caption=caption, hide_caption=hide_caption, dense=dense, lined=lined
    )


@register.simple_block_tag
def split_view(content: str, id: str, *, first: str, second: str) -> SafeString:
    """Two panes side by side; the content is two `{% pane %}`."""
    return _filled("split_view", content=content, id=id, first=first, second=second)


@register.simple_block_tag
def pane(content: str, side: str, title: str) -> SafeString:
    """One half of a split view. `side`: "first" or "second"."""
    if side not in ("first", "second"):
        raise template.TemplateSyntaxError(f'pane: side is "first" or "second", not "{side}"')
    return _filled("pane", content=content, side=side, title=title)


@register.simple_tag
def show_place(place: str, text: str = "", *, view: str = "") -> SafeString:
    """A small button that brings a place of a split view into sight."""
    return _filled("show_place", place=place, text=text, view=view)


# --- finding one's way ----------------------------------------------------------------------------------------


@register.simple_tag
def breadcrumb(crumbs: Sequence[Any] | None) -> SafeString:
    """Where this page stands."""
    return _filled("breadcrumb", crumbs=crumbs or ())


@register.simple_tag
def tabs(items: Sequence[Any], label: str) -> SafeString:
    """Pages of one thing, side by side."""
    return _filled("tabs", items=items, label=label)


@register.simple_tag
def steps(items: Sequence[Any], label: str = "") -> SafeString:
    """How far a process has come."""
    return _filled("steps", items=items, label=label)


@register.simple_tag
def timeline(items: Sequence[Any]) -> SafeString:
    """What happened, one under the other."""
    toned = [(each, tone_of(_part(each, "tone")), _part(each, "icon") or "dot") for each in items]
    return _filled(
        "timeline", items=[{"item": each, "tone": tone, "icon": sign} for each, tone, sign in toned]
    )


@register.simple_tag
def progress(job: Any) -> SafeString:
    """How far long work has come; asks again by itself while it runs."""
    return _filled("progress", job=job)


@register.simple_tag
def pagination(list: Any) -> SafeString:
    """The pages of a list."""
    return _filled("pagination", list=list)


# --- filling in -----------------------------------------------------------------------------------------------


@register.simple_tag
def field(
    bound: BoundField,
    *,
    label: str = "",
    help: str = "",
    prefix: str = "",
    suffix: str = "",
    wide: bool = False,
    short: bool = False,
    **attrs: Any,
) -> SafeString:
    """A field of a form with everything that belongs to it."""
    parts = control(bound, help_text=str(help or bound.help_text), attrs=attrs)
    return _filled(
        "field",
        bound=bound,
        label=label or bound.label,
        prefix=prefix,
        suffix=suffix,
        wide=wide,
        short=short,
        **parts,
    )


@register.simple_tag
def error_summary(form: BaseForm, *, focus: bool = True) -> SafeString:
    """Everything wrong with a form, each a link to its field; nothing when nothing is wrong."""
    return _filled("error_summary", lines=summary_lines(form), focus=focus)


@register.simple_block_tag
def auto_draft(content: str, url: str) -> SafeString:
    """A form that saves itself as a draft to an address in pauses."""
    return _filled("auto_draft", content=content, url=url)


@register.simple_block_tag
def leave_guard(content: str) -> SafeString:
    """A form that asks before it is left with changes."""
    return _filled("leave_guard", content=content)


def _part(item: Any, name: str) -> Any:
    """A value of a mapping or an object, "" when it has none: templates take either."""
    return item.get(name, "") if isinstance(item, Mapping) else getattr(item, name, "")
