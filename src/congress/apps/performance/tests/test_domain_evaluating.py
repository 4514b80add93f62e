"""A table evaluated: the department and each project on their own, and what would be written down."""

from __future__ import annotations

from decimal import Decimal

from congress.apps.performance.domain import assemble, read_disclosure
from congress.apps.performance.domain.evaluating import evaluate, spending_of, to_write_down
from congress.apps.performance.domain.lights import Light
from congress.apps.performance.tests.factories import TARGETS
from congress.apps.performance.tests.project_rows import project_table
from congress.apps.performance.tests.samples import SELF_EVALUATION
from congress.platform.documents.api import read_source
from congress.standards.indicators import performance_scoring

RULES = performance_scoring()


def _table(text: str):  # type: ignore[no-untyped-def]
    reading = read_disclosure(source=read_source(content=text.encode(), media_type="text/plain"))
    return assemble(form=reading.form, cells=reading.cells)


def test_the_department_is_scored_from_its_own_figures() -> None:
    table = _table(SELF_EVALUATION)
    (part,) = evaluate(table=table, scheme="four_parts", month=12, rules=RULES)
    assert part.evaluated.budget == Decimal("62839000.00")
    assert part.evaluated.scoring.execution.points == Decimal("9.78")
    assert part.scheme.id == "four_parts" and len(part.lights) == len(table.indicators)
    assert to_write_down(table=table, parts=(part,)) == {}


def test_a_target_table_has_a_budget_and_nothing_executed() -> None:
    table = _table(TARGETS)
    assert spending_of(table) == (Decimal("1500000.00"), None)
    (part,) = evaluate(table=table, scheme="", month=7, rules=RULES)
    assert part.money.light is Light.NONE and part.evaluated.scoring.total is None


def test_every_project_with_indicators_is_a_part_of_its_own() -> None:
    table = project_table(
        {"name": "监督工作", "budget": "100.00", "executed": "50.00", "weight": "", "score": ""},
        {"name": "", "total": "80.00", "weight": "90", "score": "1"},
        {"name": "没有指标"},
    )
    first, second = evaluate(table=table, scheme="", month=7, rules=RULES)
    assert [part.key for part in (first, second)] == ["projects.1", "projects.2"]
    assert first.evaluated.name.endswith("监督工作") and second.evaluated.name.endswith("第2个项目")
    assert first.evaluated.scoring.execution.points == 5
    assert second.evaluated.budget == Decimal("800000.00")
    assert to_write_down(table=table, parts=(first, second)) == {
        "projects.1.indicators.1.weight": "90",
        "projects.1.indicators.1.score": "90",
        "projects.2.indicators.1.score": "90",
    }


def test_a_table_without_any_money_has_no_budget() -> None:
    assert spending_of(project_table()) == (None, None)
