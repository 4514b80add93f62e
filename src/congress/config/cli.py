"""The command line: `congress`. Its own commands run a place; modules add theirs under their names."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import click

from congress.config.bilingual import bilingual
from congress.config.children import die_with_parent

LAYERS = ("platform", "apps")
PACKAGE = Path(__file__).resolve().parents[1]


class Root(click.Group):
    """Its own commands, and one group for each module that has a `management` with a `cli`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Own commands first, then the modules'."""
        return [
            *super().list_commands(ctx),
            *sorted(name for name in module_packages() if self._module(name)),
        ]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by name, with help in both languages."""
        found = super().get_command(ctx, cmd_name) or self._module(cmd_name)
        return None if found is None else bilingual(found)

    def _module(self, name: str) -> click.Command | None:
        package = module_packages().get(name)
        if package is None:
            return None
        start_django()
        found = getattr(import_module(package), "cli", None)
        return found if isinstance(found, click.Command) else None


def module_packages() -> dict[str, str]:
    """The `management` package of every platform module and app that has one, by the word typed for it."""
    return {
        each.parents[1].name.replace("_", "-"): f"congress.{layer}.{each.parents[1].name}.management"
        for layer in LAYERS
        for each in sorted((PACKAGE / layer).glob("*/management/__init__.py"))
    }


def start_django() -> None:
    """Load settings, models and manifests; harmless when done before."""
    import django

    django.setup()


@click.command(
    cls=Root,
    help="数字人大平台的命令行。每个命令加 --help 可查看说明。\n\n"
    "The command line of the Renda platform. Every command explains itself with --help.",
)
@click.version_option(package_name=None, version="0.1.0", prog_name="congress")
def congress() -> None:
    """Nothing of its own."""


def main() -> None:
    """The entry point."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.config.settings")
    die_with_parent()
    from congress.config import commands

    for each in commands.OWN:
        congress.add_command(each)
    bilingual(congress)
    congress(prog_name="congress")


if __name__ == "__main__":
    main()
