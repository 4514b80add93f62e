"""The self-evaluation table (自评表) begun from a target table: targets and budgets come along, results are open."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from congress.apps.performance.domain.amounts import Amount, format_amount
from congress.apps.performance.domain.cells import AS_WRITTEN, UNSURE, Block, CellKind, ReadCell, state_of
from congress.apps.performance.domain.editing import NOWHERE
from congress.apps.performance.domain.evaluating import spending_of
from congress.apps.performance.domain.table import Entry, Indicator, PerformanceTable, Project
from congress.apps.performance.domain.weighing import Weighing, scheme_for, weigh
from congress.standards.errors import RuleViolation
from congress.standards.indicators import FULL_MARKS, ScoringRules
from congress.standards.values.money import MoneyUnit

DEPARTMENT_FORM, PROJECT_FORM = "department_evaluation", "project_evaluation"
EVALUATION_FORMS = frozenset({DEPARTMENT_FORM, PROJECT_FORM, "shenzhen"})
PROPOSED_WEIGHT = "建议分值，请核对"
_WAN = MoneyUnit.TEN_THOUSAND_YUAN
_MONEY = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数"}


def self_evaluation_cells(
    *, table: PerformanceTable, rules: ScoringRules
) -> tuple[str, tuple[ReadCell, ...]]:
    """The form and the cells of the self-evaluation of a target table.

    Weights the table does not state are proposed and marked; results it already has are taken along. Raises
    `RuleViolation` for a table that is a self-evaluation already or has nothing to evaluate.
    """
    if table.form in EVALUATION_FORMS:
        raise RuleViolation("performance.is_evaluation", "这张表本身就是自评表，直接填写完成情况就可以。")
    if not table.all_indicators:
        raise RuleViolation(
            "performance.nothing_to_evaluate", "这张表还没有指标，不能生成自评表。请先在核对页补上指标。"
        )
    sheet = _Sheet(table, rules)
    if table.indicators:
        return DEPARTMENT_FORM, sheet.department()
    return PROJECT_FORM, sheet.projects()


class _Sheet:
    """Puts cells down in the order of the form."""

    def __init__(self, table: PerformanceTable, rules: ScoringRules) -> None:
        self._table = table
        self._rules = rules
        self._cells: list[ReadCell] = []

    def department(self) -> tuple[ReadCell, ...]:
        """The sheet about the whole department."""
        table = self._table
        self._head("部门整体支出绩效自评表")
        self._add("body.name", Block.BODY, "部门名称", CellKind.TEXT, table.body_name.text)
        weighing = self._weighing(table.indicators)
        budget, executed = spending_of(table)
        self._money("totals.", Block.TOTALS, budget, executed)
        self._rate("points.", Block.TOTALS, weighing)
        self._goals(
            "goals.overall", "goals.achieved", Block.GOALS, table.goals.text, table.goals_achieved.text
        )
        self._indicators("", Block.INDICATORS, table.indicators, weighing)
        self._total("points.", Block.TOTALS)
        return tuple(self._cells)

    def projects(self) -> tuple[ReadCell, ...]:
        """A sheet for each project that has indicators."""
        self._head("项目支出绩效自评表")
        for number, project in enumerate((p for p in self._table.projects if p.indicators), start=1):
            self._project(f"projects.{number}.", project)
        return tuple(self._cells)

    def _project(self, prefix: str, project: Project) -> None:
        block, money = Block.PROJECTS, project.money
        department = project.department.text or self._table.body_name.text
        self._add(f"{prefix}name", block, "项目名称", CellKind.TEXT, project.name.text)
        self._add(f"{prefix}department", block, "主管部门", CellKind.TEXT, department)
        self._add(f"{prefix}unit", block, "实施单位", CellKind.TEXT, project.unit.text)
        weighing = self._weighing(project.indicators)
        self._money(prefix, block, _yuan(money.budget) or _yuan(money.total), _yuan(money.executed))
        self._rate(prefix, block, weighing)
        self._goals(f"{prefix}goal", f"{prefix}achieved", block, project.goal.text, project.achieved.text)
        self._indicators(prefix, block, project.indicators, weighing)
        self._total(prefix, block)

    def _head(self, form_title: str) -> None:
        year = f"{self._table.year.value}" if self._table.year.value is not None else ""
        title = (
            f"{self._table.body_name.text}{year}年度{form_title.removesuffix('表')}情况"
            if year
            else form_title
        )
        self._add("head.title", Block.HEAD, "标题", CellKind.TEXT, title)
        self._add("head.form_title", Block.HEAD, "表名", CellKind.TEXT, form_title)
        self._add("head.year", Block.HEAD, "年度", CellKind.YEAR, f"{year}年" if year else "")

    def _weighing(self, indicators: Iterable[Indicator]) -> Weighing:
        rows = tuple(indicators)
        return weigh(
            indicators=rows, scheme=scheme_for(indicators=rows, rules=self._rules), rules=self._rules
        )

    def _money(self, prefix: str, block: Block, budget: Decimal | None, executed: Decimal | None) -> None:
        for name, amount in (("initial", budget), ("budget", budget), ("executed", executed)):
            text = format_amount(amount, unit=_WAN) if amount is not None else ""
            self._add(f"{prefix}{name}", block, f"年度资金总额：{_MONEY[name]}", CellKind.MONEY_WAN, text)

    def _rate(self, prefix: str, block: Block, weighing: Weighing) -> None:
        self._add(f"{prefix}rate_weight", block, "执行率：分值", CellKind.POINTS, _plain(weighing.execution))
        self._add(f"{prefix}rate", block, "执行率", CellKind.TARGET, "")
        self._add(f"{prefix}rate_score", block, "执行率：得分", CellKind.POINTS, "")

    def _goals(self, expected: str, achieved: str, block: Block, text: str, reached: str) -> None:
        self._add(expected, block, "年度目标", CellKind.LONG_TEXT, text)
        self._add(achieved, block, "实际完成情况", CellKind.LONG_TEXT, reached)

    def _indicators(
        self, prefix: str, block: Block, indicators: Iterable[Indicator], weighing: Weighing
    ) -> None:
        for number, row in enumerate(indicators, start=1):
            weight = weighing.weights.get(row.row)
            texts = {
                "level1": ("一级指标", CellKind.LEVEL, row.level1.text),
                "level2": ("二级指标", CellKind.LEVEL, row.level2.text),
                "name": ("三级指标", CellKind.TEXT, row.name.text),
                "annual": ("年度指标值", CellKind.TARGET, row.annual.text or row.period.text),
                "actual": ("实际完成值", CellKind.TARGET, row.actual.text),
                "weight": ("分值", CellKind.POINTS, _plain(weight.points) if weight else ""),
                "score": ("得分", CellKind.POINTS, row.score.text),
                "reason": ("偏差原因分析及改进措施", CellKind.LONG_TEXT, row.reason.text),
            }
            for name, (label, kind, text) in texts.items():
                is_proposed = name == "weight" and weight is not None and weight.is_proposed
                self._add(
                    f"{prefix}indicators.{number}.{name}", block, label, kind, text, proposed=is_proposed
                )

    def _total(self, prefix: str, block: Block) -> None:
        self._add(f"{prefix}total_weight", block, "总分：分值", CellKind.POINTS, _plain(FULL_MARKS))
        self._add(f"{prefix}total_score", block, "总分：得分", CellKind.POINTS, "")

    def _add(
        self, address: str, block: Block, label: str, kind: CellKind, text: str, *, proposed: bool = False
    ) -> None:
        self._cells.append(
            ReadCell(
                address=address,
                block=block,
                order=len(self._cells) + 1,
                label=label,
                kind=kind,
                raw="",
                text=text,
                state=state_of(text=text),
                place=NOWHERE,
                confidence=UNSURE if proposed else AS_WRITTEN,
                note=PROPOSED_WEIGHT if proposed else "",
            )
        )


def _yuan(entry: Entry[Amount]) -> Decimal | None:
    return entry.value.yuan if entry.value is not None else None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
