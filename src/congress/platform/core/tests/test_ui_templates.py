"""What every template of the ground keeps to: described, translated, nothing the content policy would block."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from congress.platform.core.templatetags.ui_parts import ICONS_FILE, icon_names

CORE = Path(__file__).resolve().parent.parent
TEMPLATES = CORE / "templates"
ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
OURS = [name for name in ALL if name.startswith(("ui/", "errors/", "style/"))]
FOR_USERS = [name for name in OURS if not name.startswith("style/")]


def text(name: str) -> str:
    """A template's source."""
    return (TEMPLATES / name).read_text("utf-8")


def test_there_are_templates() -> None:
    assert len(OURS) > 40


@pytest.mark.parametrize("name", OURS)
def test_it_compiles(name: str) -> None:
    get_template(name)


@pytest.mark.parametrize("name", OURS)
def test_its_first_line_says_what_it_takes(name: str) -> None:
    stem = name.removesuffix(".html").removeprefix("ui/")
    assert text(name).startswith(f"{{# {stem} —"), "the first line is {# name — parameters #}"


@pytest.mark.parametrize("name", OURS)
def test_nothing_inline(name: str) -> None:
    source = re.sub(r"\{#.*?#\}", "", text(name))
    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"<style\b", source)
    assert not re.search(r"\son[a-z]+\s*=", source)
    assert not re.search(r"\shx-on\b", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert "javascript:" not in source
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", source), (
        "nothing comes from elsewhere"
    )


@pytest.mark.parametrize("name", FOR_USERS)
def test_every_chinese_sentence_can_be_translated(name: str) -> None:
    source = re.sub(r"\{#.*?#\}", "", text(name))
    source = re.sub(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{% translate .*?%\}", "", source)
    left = [line.strip() for line in source.splitlines() if re.search(r"[\u4e00-\u9fff]{2}", line)]
    assert not left


@pytest.mark.parametrize("name", OURS)
def test_every_icon_named_is_in_the_sprite(name: str) -> None:
    named = re.findall(r"\{% icon \"([\w-]+)\"", text(name)) + re.findall(r"\bicon=\"([\w-]+)\"", text(name))
    assert set(named) <= icon_names()


def test_icons_are_sorted_and_drawn_once() -> None:
    icons = json.loads(ICONS_FILE.read_text("utf-8"))
    assert list(icons) == sorted(icons)


def test_every_tag_is_described_beside_the_templates() -> None:
    from congress.platform.core.templatetags.ui import register

    readme = (TEMPLATES / "ui" / "README.md").read_text("utf-8")
    assert [name for name in register.tags if f"{{% {name}" not in readme] == []
    assert [name for name in register.filters if name not in readme] == []
