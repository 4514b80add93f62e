"""Rows made ready for templates: words, marks and addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from congress.platform.portal.domain import DueMark, due_mark
from congress.platform.portal.models import Todo

WEEKDAYS = "一二三四五六日"

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("360", "360 浏览器"),
    ("QAXBrowser", "奇安信浏览器"),
    ("UOS", "统信浏览器"),
    ("Edg", "Edge 浏览器"),
    ("Firefox", "Firefox 浏览器"),
    ("Chrome", "Chrome 浏览器"),
    ("Safari", "Safari 浏览器"),
)
SYSTEMS = (
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("HarmonyOS", "鸿蒙设备"),
    ("Android", "安卓设备"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
"""What browsers call themselves contains what older ones called themselves, so the first that fits is right."""


@dataclass(frozen=True, slots=True)
class TodoLine:
    """A to-do as a line: what, about what, and how near it is."""

    title: str
    url: str
    about: str
    mark: DueMark | None


def todo_lines(todos: Iterable[Todo], today: date) -> list[TodoLine]:
    """To-dos as lines of a card."""
    return [
        TodoLine(each.title, each.url, about_words(each), due_mark(each.due_date, today)) for each in todos
    ]


def about_words(todo: Todo) -> str:
    """What a to-do is about, where its own title does not say so already."""
    return "" if todo.about_title in todo.title else todo.about_title


def device_words(agent: str) -> str:
    """What a browser says of itself, as its owner would: Chrome 浏览器 · Windows 电脑."""
    names = [next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in names if name) or _("不认识的设备")


def greeting(local: datetime, name: str) -> str:
    """A greeting that fits the hour in the place's zone."""
    if local.hour < 6:
        word = _("夜深了")
    elif local.hour < 12:
        word = _("上午好")
    elif local.hour < 18:
        word = _("下午好")
    else:
        word = _("晚上好")
    return f"{name}，{word}" if name else word


def day_in_words(day: date) -> str:
    """A day with its weekday: 2026年3月2日 星期一."""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]}"
