"""The shipped project documents of an invented city are read right."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from congress.apps.performance.tests.sources import read, table_of

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PROJECTS = (SAMPLES / "yunchuan-2026-projects.txt").read_text(encoding="utf-8")
EVALUATION = (SAMPLES / "yunchuan-2025-project-self-evaluation.txt").read_text(encoding="utf-8")


def test_projects() -> None:
    table = table_of(PROJECTS)
    amounts = [project.money.total.value for project in table.projects]
    assert [amount.yuan for amount in amounts if amount] == [1_865_000, 968_000, 2_100_000, 1_200_000]
    assert [len(project.indicators) for project in table.projects] == [5, 5, 5, 6]
    assert [row.name.text[-4:] for row in table.sums] == ["合计", "会办公室", "培训中心"]
    assert table.projects[3].unit.text.endswith("培训中心")
    assert not table.unread


def test_a_cell_of_the_projects_goes_on_after_a_page_end() -> None:
    by_address = {cell.address: cell for cell in read(PROJECTS).cells}
    assert by_address["projects.2.indicators.3.name"].place.line == 11
    assert by_address["projects.2.indicators.4.name"].place.line == 14


def test_self_evaluation() -> None:
    table = table_of(EVALUATION)
    scores = [project.points.total_score.value for project in table.projects]
    assert scores == [Decimal("99.06"), Decimal("99.03")]
    assert [len(project.indicators) for project in table.projects] == [7, 6]
    for project in table.projects:
        points = [row.score.value for row in project.indicators] + [project.points.rate_score.value]
        assert sum(score for score in points if score is not None) == project.points.total_score.value
        weights = [row.weight.value for row in project.indicators] + [project.points.rate_weight.value]
        assert sum(weight for weight in weights if weight is not None) == 100
    assert not table.unread
