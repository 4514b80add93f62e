"""What the tags of the design system are made of: attributes, icons, tones, and the control of a form field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

ICONS_FILE = Path(__file__).resolve().parent.parent / "assets" / "icons.json"

# A tone is a colour, a sign and a reading; the sign stands beside the word, so colour is never alone.
TONE_MARKS = {"neutral": "neutral", "info": "info", "good": "ok", "warn": "warn", "bad": "danger"}


@cache
def icon_names() -> frozenset[str]:
    """Every icon the sprite holds."""
    return frozenset(json.loads(ICONS_FILE.read_text("utf-8"))) | {"mark"}


def icon_svg(name: str, *, label: str = "", size: str = "") -> SafeString:
    """The markup of an icon. An unknown name shows a dot, in development it raises: a wrong word in a menu entry must
    not take a page down, and must not stay unseen."""
    if name not in icon_names():
        if settings.DEBUG:
            raise LookupError(f"no icon is called “{name}”; the names are in {ICONS_FILE.name}")
        name = "dot"
    classes = f"icon icon-{size}" if size else "icon"
    reading = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" {} focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        reading,
        static("ui/icons.svg"),
        name,
    )


def tone_of(tone: Any) -> str:
    """The tone, or neutral for none; anything else is a mistake."""
    name = str(tone or "neutral")
    if name not in TONE_MARKS:
        raise LookupError(f"no tone is called “{name}”; there are {', '.join(TONE_MARKS)}")
    return name


def mark_of(tone: Any) -> str:
    """The icon that goes with a tone."""
    return TONE_MARKS[tone_of(tone)]


def attributes(given: Mapping[str, Any]) -> SafeString:
    """Keyword arguments as HTML attributes. Inline style and handlers are refused: the content policy blocks them."""
    return flatatt(_named(given))


def _named(given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in given.items():
        name = key.rstrip("_").replace("_", "-").lower()
        if name == "style" or name.startswith(("on", "hx-on")):
            raise ValueError(
                f"“{name}” would be blocked by the content policy: use a class or a custom element"
            )
        if value is not None and value is not False:
            found[name] = value
    return found


def control(bound: BoundField, *, help_text: str, attrs: Mapping[str, Any]) -> dict[str, Any]:
    """The control of a field and the ids that tie help and errors to it, ready for `ui/field.html`."""
    ident = bound.id_for_label or bound.auto_id
    help_id = f"{bound.auto_id}_helptext" if help_text else ""
    error_id = f"{bound.auto_id}_error" if bound.errors else ""
    described_by = " ".join(each for each in (help_id, error_id) if each)
    kind = _kind(bound.field.widget)
    own = _named(attrs)
    if described_by and kind != "choices":
        own["aria-describedby"] = described_by
    parts: dict[str, Any] = {
        "kind": kind,
        "ident": ident,
        "help": help_text,
        "help_id": help_id,
        "error_id": error_id,
        "described_by": described_by,
    }
    if kind == "file":
        return {**parts, **_file(bound, own)}
    if kind == "choices":
        return {**parts, "options": list(bound)}
    css = {"check": "form-check-input", "select": "form-select"}.get(kind, "form-control")
    usual = bound.field.widget.attrs.get("class", "")
    own["class"] = " ".join(each for each in (css, usual, own.get("class", "")) if each)
    return {**parts, "widget": bound.as_widget(attrs=own)}


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "input"


def _file(bound: BoundField, own: dict[str, Any]) -> dict[str, Any]:
    widget = bound.field.widget
    largest = own.pop("max-bytes", None) or widget.attrs.get("data-max-bytes", "")
    multiple = bool(getattr(widget, "allow_multiple_selected", False) or widget.attrs.get("multiple"))
    given = {
        "type": "file",
        "name": bound.html_name,
        "id": bound.auto_id,
        "accept": widget.attrs.get("accept"),
        "multiple": multiple,
        "required": bound.field.required and bound.form.use_required_attribute and not bound.initial,
        "disabled": bound.field.disabled,
        "aria-invalid": "true" if bound.errors else None,
        **own,
    }
    return {"input_attrs": attributes(given), "max_bytes": largest, "multiple": multiple}


def summary_lines(form: BaseForm) -> list[tuple[str, str]]:
    """Sentences about a form's errors, each with the id of the control to go to ("" when it is about the whole)."""
    lines = [(str(text), "") for text in form.non_field_errors()]
    for bound in form:
        first = f"{bound.auto_id}_0" if _kind(bound.field.widget) == "choices" else bound.id_for_label
        lines += [(f"{bound.label}：{text}", first or bound.auto_id) for text in bound.errors]
    return lines
