"""Help texts in Chinese and English: headings, the usual options, and short lines that are never cut in half."""

from __future__ import annotations

import click

HEADINGS = {"Options": "选项 Options", "Commands": "命令 Commands", "Arguments": "参数 Arguments"}
USUAL = {
    "Show this message and exit.": "显示本说明。Show this message and exit.",
    "Show the version and exit.": "显示版本。Show the version and exit.",
}


class BilingualFormatter(click.HelpFormatter):
    """Click's own words in both languages; what modules write is bilingual already."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        super().write_usage(prog, args, prefix or "用法 Usage: ")

    def write_heading(self, heading: str) -> None:
        """A heading."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_dl(self, rows: list[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:  # type: ignore[override]
        """A list of options or commands."""
        super().write_dl([(term, USUAL.get(text, text)) for term, text in rows], col_max, col_spacing)


class BilingualContext(click.Context):
    """A context whose help is written by `BilingualFormatter`."""

    formatter_class = BilingualFormatter


def bilingual(command: click.Command) -> click.Command:
    """Give a command and everything under it bilingual help."""
    command.context_class = BilingualContext
    if command.short_help is None and command.help:
        command.short_help = " ".join(command.help.split())
    if isinstance(command, click.Group):
        for each in command.commands.values():
            bilingual(each)
    return command
