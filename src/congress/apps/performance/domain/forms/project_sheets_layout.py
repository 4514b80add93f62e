"""The official layouts of project sheets: target form and self-evaluation, also of a whole department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from congress.apps.performance.domain.amounts import Amount
from congress.apps.performance.domain.forms.project_heads import caption
from congress.apps.performance.domain.layout_parts import (
    Layout,
    LayoutBlock,
    LayoutCell,
    block_unit,
    head,
    indicator_rows,
    money,
    said,
    with_side,
)
from congress.apps.performance.domain.table import (
    Entry,
    Indicator,
    PerformanceTable,
    Points,
    Project,
    Settled,
)
from congress.standards.values.money import MoneyUnit

_TARGET_WIDTHS = (11, 12, 15, 26, 14, 14, 8)
_EVALUATION_WIDTHS = (8, 9, 11, 19, 12, 12, 7, 7, 15)
_SIDES = ("initial", "budget", "executed")
# The sources of a self-evaluation in the order of the form; the first two are always printed.
_SOURCES = {
    "fiscal": "其中：当年财政拨款",
    "other": "其他资金",
    "carried_over": "上年结转资金",
    "basic": "基本支出",
    "project": "项目支出",
}
_ALWAYS = ("fiscal", "other")
_YEAR_LINES = {
    "total": "年度资金总额",
    "fiscal": "其中：财政拨款",
    "special_account": "财政专户拨款",
    "unit_funds": "单位资金",
    "carried_over": "上年结转资金",
    "other_funds": "其他资金",
}
_WHOLE_LINES = {
    "whole_period": "实施期资金总额",
    "whole_period_fiscal": "其中：财政拨款",
    "whole_period_other": "其他资金",
}
Rows = list[tuple[LayoutCell, ...]]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a self-evaluation is about: a project or the whole department."""

    label: str
    caption: str
    rows: Sequence[Indicator]
    money: Settled
    points: Points
    expected: Entry[str]
    achieved: Entry[str]


def lay_out_targets(table: PerformanceTable) -> Layout:
    """Lay a table out as 项目支出绩效目标表, a sheet for each project."""
    entries = [entry for project in table.projects for entry in _target_amounts(project)]
    unit = block_unit(entries, default=MoneyUnit.TEN_THOUSAND_YUAN)
    blocks = [block for project in table.projects for block in _targets(project, unit)]
    return _layout(table, unit=unit, widths=_TARGET_WIDTHS, blocks=blocks, landscape=False)


def lay_out_evaluation(table: PerformanceTable) -> Layout:
    """Lay a table out as 项目支出绩效自评表, a sheet for each project."""
    unit = block_unit(
        (entry for project in table.projects for entry in _settled(project.money)),
        default=MoneyUnit.TEN_THOUSAND_YUAN,
    )
    blocks: list[LayoutBlock] = []
    for project in table.projects:
        subject = _Subject(
            label=caption(project.number, ""),
            caption=f"项目资金（{unit.label}）",
            rows=project.indicator_rows,
            money=project.money,
            points=project.points,
            expected=project.goal,
            achieved=project.achieved,
        )
        blocks += [_project_head(project, len(_EVALUATION_WIDTHS)), *_evaluation(subject, unit)]
    return _layout(table, unit=unit, widths=_EVALUATION_WIDTHS, blocks=blocks, landscape=True)


def lay_out_department(table: PerformanceTable) -> Layout:
    """Lay a table out as 部门整体支出绩效自评表 with points."""
    unit = block_unit(_settled(table.totals), default=MoneyUnit.TEN_THOUSAND_YUAN)
    subject = _Subject(
        label="",
        caption=f"部门预算资金（{unit.label}）",
        rows=table.indicator_rows,
        money=table.totals,
        points=table.points,
        expected=table.goals,
        achieved=table.goals_achieved,
    )
    name = ((head("部门名称"), said(table.body_name, colspan=len(_EVALUATION_WIDTHS) - 1)),)
    blocks = [LayoutBlock("基本信息", name), *_evaluation(subject, unit)]
    return _layout(table, unit=unit, widths=_EVALUATION_WIDTHS, blocks=blocks, landscape=True)


def _layout(
    table: PerformanceTable,
    *,
    unit: MoneyUnit,
    widths: tuple[int, ...],
    blocks: Sequence[LayoutBlock],
    landscape: bool,
) -> Layout:
    year = f"（{table.year.value}年度）" if table.year.value is not None else table.year.text
    return Layout(
        form=table.form,
        title=table.title.text,
        intro=table.notice.text,
        form_title=table.form_title.text,
        subtitle=year,
        notes=(f"金额单位为{unit.label}。",),
        widths=widths,
        blocks=tuple(blocks),
        landscape=landscape,
    )


def _project_head(project: Project, columns: int) -> LayoutBlock:
    half = columns // 2
    rows: Rows = [(head("项目名称"), said(project.name, colspan=columns - 1))]
    left, right = 2, columns - half - 1
    rows.append(
        (
            head("主管部门"),
            said(project.department, colspan=half - 1),
            head("实施单位", colspan=left),
            said(project.unit, colspan=right - 1),
        )
    )
    if project.period.cell is not None:
        rows.append((head("实施周期"), said(project.period, colspan=columns - 1)))
    return LayoutBlock(caption(project.number, "基本信息"), tuple(rows))


def _target_amounts(project: Project) -> list[Entry[Amount]]:
    return [getattr(project.money, name) for name in (*_YEAR_LINES, *_WHOLE_LINES)]


def _targets(project: Project, unit: MoneyUnit) -> list[LayoutBlock]:
    columns = len(_TARGET_WIDTHS)
    return [
        _project_head(project, columns),
        _target_money(project, unit),
        _target_goals(project),
        _target_indicators(project),
    ]


def _target_money(project: Project, unit: MoneyUnit) -> LayoutBlock:
    columns = len(_TARGET_WIDTHS)
    rows: Rows = []
    has_whole = any(getattr(project.money, name).cell is not None for name in _WHOLE_LINES)
    for lines in (_WHOLE_LINES, _YEAR_LINES) if has_whole else (_YEAR_LINES,):
        for name, label in lines.items():
            entry: Entry[Amount] = getattr(project.money, name)
            if name in ("total", "fiscal", "other_funds") or entry.cell is not None:
                rows.append((head(label, colspan=2), money(entry, unit=unit, colspan=columns - 3)))
    side = f"项目资金（{unit.label}）"
    return LayoutBlock(caption(project.number, "项目资金"), with_side(side, rows))


def _target_goals(project: Project) -> LayoutBlock:
    columns = len(_TARGET_WIDTHS)
    rows: Rows = []
    if project.period_goal.cell is not None:
        rows.append((head("实施期目标"), said(project.period_goal, colspan=columns - 1)))
    rows.append((head("年度目标"), said(project.goal, colspan=columns - 1)))
    return LayoutBlock(caption(project.number, "绩效目标"), tuple(rows))


def _target_indicators(project: Project) -> LayoutBlock:
    rows = project.indicator_rows
    columns = _value_columns(rows)
    # What the columns that are not used would take is given to the name's neighbours from the left.
    spans = _spans(len(columns), room=3)
    heading = tuple(
        head(text, colspan=span)
        for text, span in zip(
            ("绩效指标", "一级指标", "二级指标", "三级指标", *columns.values()),
            (1, 1, 1, 1, *spans),
            strict=True,
        )
    )

    def values(row: Indicator) -> tuple[LayoutCell, ...]:
        return tuple(
            LayoutCell(getattr(row, name).text, span, align="center", address=getattr(row, name).address)
            for name, span in zip(columns, spans, strict=True)
        )

    return LayoutBlock(
        caption(project.number, "绩效指标"),
        (heading, *with_side("", indicator_rows(rows, values=values))),
        head_rows=1,
    )


def _value_columns(rows: Sequence[Indicator]) -> dict[str, str]:
    columns = {"annual": "年度指标值"}
    if any(row.period.cell is not None for row in rows):
        columns = {"period": "实施周期指标值", **columns}
    if any(row.weight.cell is not None for row in rows):
        columns["weight"] = "分值"
    return columns


def _spans(count: int, *, room: int) -> tuple[int, ...]:
    return (room - count + 1, *[1] * (count - 1))


def _settled(of: Settled) -> list[Entry[Amount]]:
    names = [name for name in Settled.__dataclass_fields__]
    names += [name for name in type(of).__dataclass_fields__ if name.startswith(_SIDES) and name not in names]
    return [getattr(of, name) for name in names]


def _evaluation(subject: _Subject, unit: MoneyUnit) -> list[LayoutBlock]:
    return [
        LayoutBlock(f"{subject.label}预算执行", _execution(subject, unit)),
        LayoutBlock(f"{subject.label}年度总体目标", _goals(subject)),
        LayoutBlock(f"{subject.label}绩效指标", _indicators(subject), head_rows=1),
    ]


def _execution(subject: _Subject, unit: MoneyUnit) -> tuple[tuple[LayoutCell, ...], ...]:
    heading = (
        head("", colspan=2),
        *(head(text) for text in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")),
    )
    points = subject.points
    total = (
        head("年度资金总额", colspan=2),
        *(money(getattr(subject.money, side), unit=unit) for side in _SIDES),
        *(
            LayoutCell(entry.text, align="center", address=entry.address)
            for entry in (points.rate_weight, points.rate, points.rate_score)
        ),
    )
    rows: Rows = [total]
    for source, label in _SOURCES.items():
        entries = [getattr(subject.money, f"{side}_{source}", None) for side in _SIDES]
        known = [entry for entry in entries if entry is not None]
        if known and (source in _ALWAYS or any(entry.cell is not None for entry in known)):
            blanks = (LayoutCell("—", align="center") for _ in range(3))
            rows.append((head(label, colspan=2), *(money(entry, unit=unit) for entry in known), *blanks))
    return with_side(subject.caption, [heading, *rows])


def _goals(subject: _Subject) -> tuple[tuple[LayoutCell, ...], ...]:
    heading = (head("预期目标", colspan=3), head("实际完成情况", colspan=5))
    row = (said(subject.expected, colspan=3), said(subject.achieved, colspan=5))
    return with_side("年度总体目标", (heading, row))


def _indicators(subject: _Subject) -> tuple[tuple[LayoutCell, ...], ...]:
    heading = tuple(
        head(text)
        for text in (
            "绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
            "偏差原因分析及改进措施",
        )
    )  # fmt: skip

    def values(row: Indicator) -> tuple[LayoutCell, ...]:
        plain = (row.annual, row.actual, row.weight, row.score)
        cells = (LayoutCell(entry.text, align="center", address=entry.address) for entry in plain)
        return (*cells, said(row.reason))

    rows = with_side("", indicator_rows(subject.rows, values=values))
    points = subject.points
    total = (
        head("总分", colspan=6),
        LayoutCell(points.total_weight.text, align="center", address=points.total_weight.address),
        LayoutCell(points.total_score.text, align="center", address=points.total_score.address),
        LayoutCell(),
    )
    has_total = any(entry.cell is not None for entry in (points.total_weight, points.total_score))
    return (heading, *rows, total) if has_total else (heading, *rows)
