"""Tables drawn with bars, as programs that turn pages into text write them, are read like any other."""

from __future__ import annotations

import pytest

from congress.apps.performance.tests.samples import SELF_EVALUATION
from congress.apps.performance.tests.sources import (
    cells_of,
    evaluation_form,
    read,
    table_of,
    target_form,
    typed,
)


def drawn(text: str) -> str:
    """A tab-separated text with its rows drawn as a table of Markdown."""
    lines: list[str] = []
    for line in text.splitlines():
        cells = line.split("\t")
        if len(cells) == 1:
            lines.append(f"# {line}" if line and not lines else line)
            continue
        if not lines or not lines[-1].startswith("|"):
            lines += ["", f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"]
            lines.append("|" + " --- |" * len(cells))
        else:
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


@pytest.mark.parametrize("text", [target_form(), evaluation_form()], ids=["targets", "evaluation"])
def test_the_same_table_drawn_with_bars(text: str) -> None:
    assert typed(table_of(drawn(text))) == typed(table_of(text))


def test_emphasis_and_headings_are_no_words() -> None:
    text = drawn(target_form()).replace("召开代表大会", "**召开代表大会**")
    assert table_of(text).tasks[0].name.text == "召开代表大会"
    assert table_of(text).title.text.startswith("2026年")
    assert read(text).form == "dongguan"


def test_a_bar_that_belongs_to_the_words_stays() -> None:
    text = drawn(target_form()).replace("组织会议。", "组织会议\\|培训。")
    assert cells_of(text)["tasks.1.content"].text == "组织会议|培训。"


def test_a_text_without_such_tables_is_left_as_it_is() -> None:
    starred = SELF_EVALUATION.replace("机关运行和", "**机关运行和**", 1)
    assert "**" in cells_of(starred)["tasks.1.name"].text
