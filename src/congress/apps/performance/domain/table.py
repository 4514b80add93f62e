"""The typed table: what a disclosure says, every statement with the cell it was typed from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.cells import CellState, ReadCell
from congress.apps.performance.domain.targets import Target

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One statement: its value (None when blank, not applicable, untyped or absent) and its cell.

    `cell` is None when the table has no such cell at all, because its form does not ask or the cell was removed.
    """

    address: str
    value: T | None = None
    cell: ReadCell | None = None

    @property
    def text(self) -> str:
        """The cell's cleaned text, empty when there is no cell."""
        return self.cell.text if self.cell else ""

    @property
    def is_blank(self) -> bool:
        """Whether the form asks and nothing was written."""
        return self.cell is not None and self.cell.state is CellState.BLANK

    @property
    def is_not_applicable(self) -> bool:
        """Whether the cell says that there is nothing to fill in (不适用)."""
        return self.cell is not None and self.cell.state is CellState.NOT_APPLICABLE


class Stage(StrEnum):
    """Where a table stands in its life. Titles tell it, but for `published`, which only the office knows."""

    DECLARED = "declared"
    APPROVED = "approved"
    ADJUSTED = "adjusted"
    PUBLISHED = "published"
    SELF_EVALUATED = "self_evaluated"

    @property
    def label(self) -> str:
        """Name the stage as titles do."""
        return _STAGE_LABELS[self]


_STAGE_LABELS = {
    Stage.DECLARED: "申报",
    Stage.APPROVED: "批复",
    Stage.ADJUSTED: "调整",
    Stage.PUBLISHED: "公开",
    Stage.SELF_EVALUATED: "自评",
}
# The order settles titles that name two: an approved table is often printed on the form it was declared on.
_STAGE_WORDS = (
    (Stage.SELF_EVALUATED, ("自评", "完成情况")),
    (Stage.ADJUSTED, ("调整",)),
    (Stage.APPROVED, ("批复",)),
    (Stage.DECLARED, ("申报",)),
)


def stage_named_in(text: str) -> Stage | None:
    """Return the stage a title names, None when it names none."""
    return next((stage for stage, words in _STAGE_WORDS if any(word in text for word in words)), None)


@dataclass(frozen=True, slots=True)
class MoneyLines:
    """The overall budget: spending by kind, income by source, money by level of government."""

    basic: Entry[Amount]
    project: Entry[Amount]
    special: Entry[Amount]
    other: Entry[Amount]
    fiscal: Entry[Amount]
    other_sources: Entry[Amount]
    own_level: Entry[Amount]
    transfer: Entry[Amount]

    @property
    def spending(self) -> tuple[Entry[Amount], ...]:
        """The lines whose sum is the total spending: 基本、项目、财政专项、其他事业发展性."""
        return (self.basic, self.project, self.special, self.other)

    @property
    def sources(self) -> tuple[Entry[Amount], ...]:
        """The lines whose sum is the total income: 财政拨款、其他资金."""
        return (self.fiscal, self.other_sources)


@dataclass(frozen=True, slots=True)
class Goal:
    """One overall goal; `number` as written, None where it carries none."""

    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the year.

    `is_free_text` tells a task that was written into 其他需完成的任务 from one with a row of its own. Target forms
    fill `amount` (planned money) and `expected`, self-evaluations `completed` and the four budget and executed amounts.
    Some target forms divide `amount` by source: `amount_fiscal` (财政拨款) and `amount_other` (其他资金).
    """

    number: int
    is_free_text: bool
    name: Entry[str]
    content: Entry[str]
    amount: Entry[Amount]
    expected: Entry[str]
    completed: Entry[str]
    budget: Entry[Amount]
    budget_fiscal: Entry[Amount]
    executed: Entry[Amount]
    executed_fiscal: Entry[Amount]
    amount_fiscal: Entry[Amount] = Entry("")
    amount_other: Entry[Amount] = Entry("")


@dataclass(frozen=True, slots=True)
class Settled:
    """What was budgeted and spent, whole and by source.

    `initial` is 年初预算数, `budget` 全年预算数, `executed` 全年执行数;
    `…_fiscal` is the part from the budget of the year (财政拨款), `…_carried_over` from former years (上年结转资金),
    `…_other` from other sources (其他资金).
    """

    initial: Entry[Amount]
    budget: Entry[Amount]
    executed: Entry[Amount]
    initial_fiscal: Entry[Amount]
    budget_fiscal: Entry[Amount]
    executed_fiscal: Entry[Amount]
    initial_carried_over: Entry[Amount]
    budget_carried_over: Entry[Amount]
    executed_carried_over: Entry[Amount]
    initial_other: Entry[Amount]
    budget_other: Entry[Amount]
    executed_other: Entry[Amount]

    @property
    def parts(self) -> tuple[tuple[Entry[Amount], tuple[Entry[Amount], ...]], ...]:
        """Each total with the entries that add up to it."""
        return (
            (self.initial, (self.initial_fiscal, self.initial_carried_over, self.initial_other)),
            (self.budget, (self.budget_fiscal, self.budget_carried_over, self.budget_other)),
            (self.executed, (self.executed_fiscal, self.executed_carried_over, self.executed_other)),
        )


@dataclass(frozen=True, slots=True)
class Totals(Settled):
    """The money of a whole department's self-evaluation; `…_basic` and `…_project` divide it by kind of spending."""

    initial_basic: Entry[Amount]
    budget_basic: Entry[Amount]
    executed_basic: Entry[Amount]
    initial_project: Entry[Amount]
    budget_project: Entry[Amount]
    executed_project: Entry[Amount]


@dataclass(frozen=True, slots=True)
class Points:
    """The scoring of a self-evaluation outside of its indicators: the row of execution (执行率) and the sum (总分)."""

    rate: Entry[Target]
    rate_weight: Entry[Decimal]
    rate_score: Entry[Decimal]
    total_weight: Entry[Decimal]
    total_score: Entry[Decimal]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator tree; `group` is the code of its level-2 (or level-1) heading, None if unknown.

    `annual` is the target of the year (年度指标值 or 预期指标值), `period` that of the whole implementation period.
    `project` is the number of the project it belongs to, None for those of the whole department; `number` counts
    within its project. `weight` (分值) and `score` (得分) are points where the form has such columns.
    """

    number: int
    project: int | None
    group: str | None
    level1: Entry[str]
    level2: Entry[str]
    name: Entry[str]
    period: Entry[Target]
    annual: Entry[Target]
    actual: Entry[Target]
    weight: Entry[Decimal]
    score: Entry[Decimal]
    reason: Entry[str]

    @property
    def row(self) -> str:
        """The address of its row, before the name of the field: `indicators.12`, `projects.3.indicators.2`."""
        return self.name.address.rpartition(".")[0]

    @property
    def order(self) -> int:
        """Where the row stands in the form: the order of its first cell."""
        entries: tuple[Entry[Any], ...] = (
            self.level1, self.level2, self.name, self.period, self.annual, self.actual,
            self.weight, self.score, self.reason,
        )  # fmt: skip
        return min((entry.cell.order for entry in entries if entry.cell is not None), default=0)

    @property
    def is_empty(self) -> bool:
        """Whether the row names a level and, blank or 不适用, no indicator."""
        entries = (self.name, self.period, self.annual, self.actual)
        return all(entry.cell is None or entry.cell.state is not CellState.VALUE for entry in entries)


@dataclass(frozen=True, slots=True)
class ProjectMoney(Settled):
    """The amounts of one project, or of a row that adds projects up.

    `total` and its sources are those of the year; `whole_period…` those of all years where a form asks for both.
    """

    total: Entry[Amount]
    fiscal: Entry[Amount]
    special_account: Entry[Amount]
    unit_funds: Entry[Amount]
    carried_over: Entry[Amount]
    other_funds: Entry[Amount]
    whole_period: Entry[Amount]
    whole_period_fiscal: Entry[Amount]
    whole_period_other: Entry[Amount]

    @property
    def sources(self) -> tuple[Entry[Amount], ...]:
        """The lines whose sum is `total`: 财政拨款、财政专户拨款、单位资金、上年结转资金、其他资金."""
        return (self.fiscal, self.special_account, self.unit_funds, self.carried_over, self.other_funds)


@dataclass(frozen=True, slots=True)
class Project:
    """One project with its money, its goal and its own indicators (项目支出绩效目标表, 项目支出绩效自评表).

    Target forms fill `money.total` and its sources; self-evaluations `money.initial` (年初预算数), `money.budget`
    (全年预算数), `money.executed` (全年执行数), `achieved` and `points`. `period_goal` is the
    goal of all years (实施期目标) where a form asks for both. `unit` carries the project out (实施单位),
    `department` answers for it (主管部门).
    """

    number: int
    name: Entry[str]
    department: Entry[str]
    unit: Entry[str]
    period: Entry[str]
    money: ProjectMoney
    points: Points
    goal: Entry[str]
    period_goal: Entry[str]
    achieved: Entry[str]
    indicators: tuple[Indicator, ...]
    empty_rows: tuple[Indicator, ...]

    @property
    def indicator_rows(self) -> tuple[Indicator, ...]:
        """Indicators and empty rows in the order of the form."""
        return tuple(sorted((*self.indicators, *self.empty_rows), key=lambda row: row.order))


@dataclass(frozen=True, slots=True)
class ProjectSum:
    """A row that adds up projects: all of them (合计) or those of the unit it names, which follow it."""

    number: int
    name: Entry[str]
    money: ProjectMoney


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that could not be typed and a Chinese sentence on what is wrong with it."""

    address: str
    message: str


@dataclass(frozen=True, slots=True)
class PerformanceTable:
    """A whole table. `empty_rows` are indicator rows that name a level and no indicator.

    `indicators` and `empty_rows` are those of the whole department; those of projects stand with their project.
    """

    form: str
    title: Entry[str]
    form_title: Entry[str]
    notice: Entry[str]
    year: Entry[int]
    body_name: Entry[str]
    staff_count: Entry[int]
    subordinate_units: Entry[int]
    money: MoneyLines
    goals: Entry[str]
    goals_achieved: Entry[str]
    tasks: tuple[Task, ...]
    totals: Totals
    points: Points
    indicators: tuple[Indicator, ...]
    empty_rows: tuple[Indicator, ...]
    projects: tuple[Project, ...]
    sums: tuple[ProjectSum, ...]
    unread: tuple[Unread, ...]

    @property
    def all_indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of the table, the department's first, then project by project."""
        return (*self.indicators, *(row for project in self.projects for row in project.indicators))

    @property
    def stage(self) -> Stage | None:
        """The stage the page's title names, or else the form's own title; None when neither does."""
        return stage_named_in(self.title.text) or stage_named_in(self.form_title.text)

    @property
    def planned_tasks(self) -> tuple[Task, ...]:
        """The tasks of a target form whose amount is known."""
        return tuple(task for task in self.tasks if task.amount.value is not None)

    @property
    def indicator_rows(self) -> tuple[Indicator, ...]:
        """Indicators and empty rows in the order of the form."""
        return tuple(sorted((*self.indicators, *self.empty_rows), key=lambda row: row.order))
