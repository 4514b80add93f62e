"""Real documents of forms that cannot be read yet are refused by name, not half read."""

from __future__ import annotations

from pathlib import Path

import pytest

from congress.apps.performance.domain import NotUnderstood
from congress.apps.performance.tests.sources import read


@pytest.mark.parametrize(
    ("folder", "name", "code", "words"),
    [
        (
            "data/performance",
            "04-putuo-jianguanwei-2026-project-narrative.txt",
            "performance.not_a_disclosure",
            "没有认出",
        ),
        (
            "data/budgets",
            "03-putuo-gov-office-2025-dept-budget.txt",
            "performance.not_a_disclosure",
            "没有认出",
        ),
    ],
)
def test_refused_with_a_sentence(shared: Path, folder: str, name: str, code: str, words: str) -> None:
    text = (shared / folder / name).read_text(encoding="utf-8")
    with pytest.raises(NotUnderstood, match=words) as caught:
        read(text)
    assert caught.value.code == code
