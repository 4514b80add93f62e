"""Two small apps to plant faults in: they keep every rule until a test makes them break one."""

from __future__ import annotations

from tests.support.copies import Copy

CLEAN = {
    "apps.py": '''
        """Registers the app."""

        from django.apps import AppConfig


        class {Name}Config(AppConfig):
            """The app."""

            name = "congress.apps.{name}"
            label = "{name}"

            def ready(self) -> None:
                from congress.apps.{name}.manifest import MANIFEST
                from congress.platform.core.registry import register

                register(MANIFEST)
    ''',
    "manifest.py": '''
        """What the app declares."""

        from congress.apps.{name}.permissions import {Name}Permission
        from congress.platform.core.manifest import Manifest, Permission

        MANIFEST = Manifest(
            name="{name}",
            title="{name}",
            switchable=True,
            permissions=(Permission({Name}Permission.SOW, "sow"),),
            command_words={{"{name}.sow": "sow"}},
        )
    ''',
    "permissions.py": '''
        """Codes."""

        from enum import StrEnum


        class {Name}Permission(StrEnum):
            """What one may do."""

            SOW = "{name}.sow"
    ''',
    "domain.py": '''
        """Rules."""


        def doubled(number: int) -> int:
            """Twice the number."""
            return 2 * number
    ''',
    "models.py": '''
        """Tables."""

        from django.db import models

        from congress.platform.core.models import Identified, classify


        class {Name}Seed(Identified):
            """A seed."""

            classified = classify(internal="id count")
            subject_kind = "{name}.seed"

            count = models.IntegerField()

            def __str__(self) -> str:
                return "seed"
    ''',
    "services.py": '''
        """Commands."""

        from datetime import datetime

        from congress.apps.{name}.models import {Name}Seed
        from congress.apps.{name}.permissions import {Name}Permission
        from congress.platform.core.actors import Actor
        from congress.platform.core.commands import DOOR, Act, command


        @command("{name}.sow", permission={Name}Permission.SOW)
        def scatter(*, actor: Actor, at: datetime, count: int, act: Act[None] = DOOR) -> None:
            """Sow."""
            seed = {Name}Seed(count=count)
            seed.save(force_insert=True)
            act.about(seed)
    ''',
    "contracts.py": '"""Shapes."""\n',
    "api.py": '''
        """The door."""

        from congress.apps.{name}.services import scatter

        __all__ = ["scatter"]
    ''',
    "views.py": '''
        """Pages."""

        from django.http import HttpRequest, HttpResponse

        from congress.apps.{name}.permissions import {Name}Permission
        from congress.platform.core.pages import needs


        @needs({Name}Permission.SOW)
        def bed(request: HttpRequest) -> HttpResponse:
            """The bed."""
            return HttpResponse("bed")
    ''',
    "urls.py": '''
        """Addresses."""

        from django.urls import path

        from congress.apps.{name} import views

        urlpatterns = [path("", views.bed, name="bed")]
    ''',
    "migrations/__init__.py": '"""Migrations."""\n',
    "tests/__init__.py": '"""Tests."""\n',
    "tests/test_services.py": '''
        """Names the command."""

        NAMED = "scatter"
    ''',
    "__init__.py": '"""An app to plant faults in."""\n',
}


def sow(copy: Copy, *names: str) -> None:
    """Plant apps that keep every rule."""
    for name in names:
        for path, text in CLEAN.items():
            copy.plant(
                f"apps/{name}/{path}",
                text.replace("{name}", name)
                .replace("{Name}", name.title())
                .replace("{{", "{")
                .replace("}}", "}"),
            )


def append(copy: Copy, path: str, text: str) -> None:
    """Add lines to the end of a file of the copy."""
    target = copy.package / path
    target.write_text(target.read_text(encoding="utf-8") + text, encoding="utf-8")


def replace(copy: Copy, path: str, old: str, new: str) -> None:
    """Change a file of the copy; the old words must be there."""
    target = copy.package / path
    text = target.read_text(encoding="utf-8")
    if old not in text:
        raise AssertionError(f"{path} does not say {old!r}")
    target.write_text(text.replace(old, new), encoding="utf-8")
