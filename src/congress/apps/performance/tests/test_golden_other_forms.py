"""Real documents without a table of targets are refused in words that say where such a table is to be found."""

from __future__ import annotations

from pathlib import Path

import pytest

from congress.apps.performance.domain import NotUnderstood, read_disclosure
from congress.apps.performance.tests.sources import read
from congress.platform.documents.api import read_source

TEXTS = (
    "performance/04-putuo-jianguanwei-2026-project-narrative.txt",
    "performance/09-putuo-commerce-2025-four-projects-narrative.txt",
    "budgets/03-putuo-gov-office-2025-dept-budget.txt",
    "budgets/05-putuo-commerce-2025-dept-budget.txt",
    "budgets/13-putuo-final-template.txt",
)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_speaks_of_targets_has_no_table_of_them(shared: Path, name: str) -> None:
    text = (shared / "data" / name).read_text(encoding="utf-8")
    with pytest.raises(NotUnderstood, match="只是文字里提到绩效") as caught:
        read(text)
    assert caught.value.code == "performance.not_a_disclosure"
    assert "请找到那份文件再导入" in caught.value.message


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in TEXTS if name.startswith("budgets")])
def test_nor_has_the_same_budget_as_a_pdf(shared: Path, name: str) -> None:
    content = (shared / "data" / name).with_suffix(".pdf").read_bytes()
    with pytest.raises(NotUnderstood, match="没有绩效目标表或自评表"):
        read_disclosure(source=read_source(content=content, media_type="application/pdf"))
