"""The draft of a self-evaluation report (自评报告初稿): figures come from the table, gaps are left open by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from congress.apps.performance.domain.amounts import format_amount
from congress.apps.performance.domain.scoring import RowScore, Scoring
from congress.apps.performance.domain.table import Indicator
from congress.apps.performance.domain.weighing import heading
from congress.platform.documents.contracts import Block, Grid, GridCell, Heading, Paragraph, Sheet
from congress.standards.indicators import EXECUTION, FULL_MARKS, ScoringRules, WeightScheme, indicator_levels
from congress.standards.values.money import MoneyUnit

TO_FILL_IN = "【请填写】"
_WIDTHS = (22, 12, 12, 7, 7, 40)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a report is about: whose spending, of which year, its indicators and how they were scored (yuan)."""

    name: str
    year: int | None
    staff_count: int | None
    budget: Decimal | None
    executed: Decimal | None
    indicators: Sequence[Indicator]
    scoring: Scoring


def report_of(*, evaluated: Evaluated, scheme: WeightScheme, rules: ScoringRules) -> Sheet:
    """Lay the draft out as a document: situation, conclusion, results, deviations, what is to be done."""
    blocks: list[Block] = [
        Heading("一、基本情况"),
        *_paragraphs(_situation(evaluated)),
        Heading("二、自评结论"),
        *_paragraphs(_conclusion(evaluated, scheme)),
        Heading("三、绩效指标完成情况"),
        *_paragraphs(_results(evaluated)),
        _grid(evaluated),
        Heading("四、没有完成的指标和原因"),
        *_paragraphs(_deviations(evaluated)),
        Heading("五、下一步改进措施"),
        *_paragraphs([TO_FILL_IN]),
    ]
    whose = f"{evaluated.name or TO_FILL_IN}{_year(evaluated)}年度支出绩效自评报告"
    notes = (
        f"分值按“{scheme.title}”设定，依据：{scheme.basis}（{_source(scheme)}）。",
        "定量指标按完成比例计分，定性指标由评价人在三档内评分；各项得分的算法见上表。",
        f"计分依据：{rules.basis}（{'已核对条文' if rules.verified else '未核实，供参考'}）。",
    )
    return Sheet(title=whose, subtitle="（初稿，请核对后定稿）", blocks=tuple(blocks), notes=notes)


def _situation(evaluated: Evaluated) -> Iterable[str]:
    staff = f"{evaluated.staff_count}人" if evaluated.staff_count is not None else TO_FILL_IN
    yield f"{evaluated.name or TO_FILL_IN}财政供养人员{staff}。"
    yield (
        f"{_year(evaluated)}年度预算{_money(evaluated.budget)}，执行{_money(evaluated.executed)}。"
        f"{evaluated.scoring.execution.how}"
    )


def _conclusion(evaluated: Evaluated, scheme: WeightScheme) -> Iterable[str]:
    scoring = evaluated.scoring
    if scoring.total is None:
        yield f"还不能得出总分，请先补齐以下 {len(scoring.gaps)} 处，再重新生成本报告。"
        yield from scoring.gaps
        return
    yield f"自评总分{_plain(scoring.total)}分（满分{_plain(FULL_MARKS)}分），等次为“{scoring.grade}”。"
    parts = [f"预算执行率{_plain(scheme.weights[EXECUTION])}分，得{_points(scoring.execution)}分"]
    for code, rows in _by_heading(evaluated):
        label = indicator_levels()[code].label if code else "其他指标"
        weight = sum((each.weight for _, each in rows), Decimal(0))
        points = sum((each.points for _, each in rows if each.points is not None), Decimal(0))
        parts.append(f"{label}{_plain(weight)}分，得{_plain(points)}分")
    yield f"其中：{'；'.join(parts)}。"


def _results(evaluated: Evaluated) -> Iterable[str]:
    rows = evaluated.scoring.rows
    met = sum(each.is_met is True for each in rows)
    missed = sum(each.is_met is False for each in rows)
    yield (
        f"共设绩效指标{len(rows)}项，完成{met}项，没有完成{missed}项，尚待评定{len(rows) - met - missed}项。"
        "具体如下表。"
    )
    far = [row.name.text for row, each in _pairs(evaluated) if each.is_far_over]
    if far:
        yield f"{'、'.join(f'“{name}”' for name in far)}的完成值明显高于目标，设定下一年度目标时应当调高。"


def _deviations(evaluated: Evaluated) -> Iterable[str]:
    missed = [(row, each) for row, each in _pairs(evaluated) if each.is_met is False]
    if not missed:
        yield "没有未完成的指标。"
    for row, _ in missed:
        reason = row.reason.value or TO_FILL_IN
        yield f"“{row.name.text}”目标{row.annual.text}，完成{row.actual.text}。原因：{reason}"


def _grid(evaluated: Evaluated) -> Grid:
    heads = ("指标", "目标", "完成", "分值", "得分", "得分说明")
    rows = [tuple(GridCell(text, header=True, align="center") for text in heads)]
    for row, each in _pairs(evaluated):
        figures = (_plain(each.weight), _points(each))
        rows.append(
            (
                GridCell(row.name.text),
                GridCell(row.annual.text, align="center"),
                GridCell(row.actual.text, align="center"),
                *(GridCell(text, align="center") for text in figures),
                GridCell(each.how),
            )
        )
    return Grid(widths=_WIDTHS, rows=tuple(rows), head_rows=1, caption="绩效指标完成情况")


def _pairs(evaluated: Evaluated) -> Iterable[tuple[Indicator, RowScore]]:
    return zip(evaluated.indicators, evaluated.scoring.rows, strict=True)


def _by_heading(evaluated: Evaluated) -> list[tuple[str | None, list[tuple[Indicator, RowScore]]]]:
    """Rows by their level-1 heading, in the order in which headings appear."""
    found: dict[str | None, list[tuple[Indicator, RowScore]]] = {}
    for row, each in _pairs(evaluated):
        found.setdefault(heading(row), []).append((row, each))
    return list(found.items())


def _paragraphs(sentences: Iterable[str]) -> list[Paragraph]:
    return [Paragraph(sentence) for sentence in sentences]


def _year(evaluated: Evaluated) -> str:
    return str(evaluated.year) if evaluated.year is not None else TO_FILL_IN


def _money(amount: Decimal | None) -> str:
    if amount is None:
        return TO_FILL_IN
    return f"{format_amount(amount, unit=MoneyUnit.TEN_THOUSAND_YUAN)}万元"


def _points(score: RowScore) -> str:
    return _plain(score.points) if score.points is not None else "待评"


def _source(scheme: WeightScheme) -> str:
    return scheme.source if scheme.verified else f"{scheme.source}；未核实"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
