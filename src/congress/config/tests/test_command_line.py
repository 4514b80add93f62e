"""The command line: every command is found and explains itself in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from congress.config import commands
from congress.config.bilingual import bilingual
from congress.config.cli import congress, module_packages

CHINESE, ENGLISH = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{3,}")


@pytest.fixture(autouse=True)
def _own_commands() -> None:
    """What `main` adds."""
    for each in commands.OWN:
        congress.add_command(each)
    bilingual(congress)


def every_command(
    command: click.Command = congress, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command with the words typed for it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None, name
            if not found.hidden:
                yield from every_command(found, (*path, name))


def test_the_place_is_run_by_its_own_commands() -> None:
    assert {"serve", "migrate", "init", "demo", "check", "web", "work", "tick"} <= set(congress.commands)


def test_every_module_with_commands_is_a_group_of_its_own() -> None:
    context = click.Context(congress)
    for name in module_packages():
        if name in congress.list_commands(context):
            assert congress.get_command(context, name) is not None
    assert congress.get_command(context, "nothing-of-the-kind") is None


def test_every_command_explains_itself_in_both_languages() -> None:
    wrong = []
    for path, command in every_command():
        answer = CliRunner().invoke(congress, [*path, "--help"], prog_name="congress")
        text = answer.output.partition("Usage:")[2]
        about = command.help or ""
        if (
            answer.exit_code
            or not CHINESE.search(about)
            or not ENGLISH.search(about)
            or "选项 Options" not in text
        ):
            wrong.append(" ".join(path) or "congress")
    assert wrong == []


def test_every_option_explains_itself_in_both_languages() -> None:
    wrong = [
        f"{' '.join(path)} {parameter.name}"
        for path, command in every_command()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and parameter.name not in ("help", "version")
        and not parameter.hidden
        and not (CHINESE.search(parameter.help or "") and ENGLISH.search(parameter.help or ""))
    ]
    assert wrong == []


@pytest.mark.parametrize("port", ["0", "65536", "eight"])
def test_a_port_is_a_port(port: str) -> None:
    assert CliRunner().invoke(congress, ["serve", "--port", port]).exit_code == 2
