"""The manifests agree with each other and with what they point at."""

from __future__ import annotations

from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse

from congress.platform.core import registry


def test_manifests_agree_with_each_other() -> None:
    assert registry.faults() == []


def test_nothing_is_declared_twice() -> None:
    registry.permissions(), registry.job_kinds(), registry.subject_kinds()
    for what in ("schedules", "cards", "menu", "help"):  # roles of one code are put together
        keys = [
            getattr(each, "code", "") or each.name for m in registry.manifests() for each in getattr(m, what)
        ]
        assert len(keys) == len(set(keys)), what


def test_every_code_begins_with_its_modules_name() -> None:
    wrong = []
    for manifest in registry.manifests():
        codes = [each.code for each in (*manifest.permissions, *manifest.menu, *manifest.cards)]
        codes += [each.kind for each in (*manifest.jobs, *manifest.subjects)]
        codes += [each.name for each in (*manifest.schedules, *manifest.handlers)]
        codes += list(manifest.command_words)
        wrong += [f"{manifest.name}: {code}" for code in codes if str(code).split(".")[0] != manifest.name]
    assert wrong == []


def test_every_menu_entry_leads_somewhere() -> None:
    wrong = []
    for manifest in registry.manifests():
        for entry in manifest.menu:
            try:
                reverse(entry.url)
            except NoReverseMatch:
                wrong.append(f"{entry.code} -> {entry.url}")
    assert wrong == []


def test_every_help_page_is_there() -> None:
    for manifest in registry.manifests():
        for page in manifest.help:
            get_template(page.template)


def test_every_schedule_says_when() -> None:
    schedules = [each for manifest in registry.manifests() for each in manifest.schedules]
    assert [each.name for each in schedules if (each.every is None) == (each.at is None)] == []
