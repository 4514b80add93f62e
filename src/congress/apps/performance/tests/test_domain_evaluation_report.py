"""The draft of a self-evaluation report: figures from the table, and gaps that nobody can overlook."""

from __future__ import annotations

from decimal import Decimal

from congress.apps.performance.domain.evaluation_report import TO_FILL_IN, Evaluated, report_of
from congress.apps.performance.domain.scoring import score
from congress.apps.performance.tests.rows import indicators
from congress.platform.documents.contracts import Grid, Paragraph, Sheet
from congress.standards.indicators import performance_scoring

RULES = performance_scoring()
FOUR = RULES.schemes["four_parts"]


def _report(*rows: tuple[str, dict[str, str]], budget: str | None = "1000000", **more: object) -> Sheet:
    found = indicators(*rows)
    money = Decimal(budget) if budget else None
    scoring = score(indicators=found, budget=money, executed=money, scheme=FOUR, rules=RULES)
    whose = {"name": "云川市人大常委会办公室", "year": 2026, "staff_count": 60, **more}
    evaluated = Evaluated(
        **whose,  # type: ignore[arg-type]
        budget=money, executed=money, indicators=found, scoring=scoring
    )  # fmt: skip
    return report_of(evaluated=evaluated, scheme=FOUR, rules=RULES)


def _text(sheet: Sheet) -> str:
    return "\n".join(block.text for block in sheet.blocks if isinstance(block, Paragraph))


def test_a_complete_evaluation_is_told_with_its_figures() -> None:
    sheet = _report(
        ("quantity", {"annual": "≥10次", "actual": "9次", "reason": "会期调整。"}),
        ("quantity", {"annual": "≥10次", "actual": "20次"}),
        ("social", {"annual": "是", "actual": "是"}),
        ("served", {"annual": "≥90%", "actual": "95%"}),
    )
    text = _text(sheet)
    assert sheet.title == "云川市人大常委会办公室2026年度支出绩效自评报告"
    assert "预算100.00万元，执行100.00万元" in text
    assert "自评总分97.5分（满分100分），等次为“优”。" in text
    assert "产出指标50分，得47.5分；效益指标30分，得30分；满意度指标10分，得10分" in text
    assert "共设绩效指标4项，完成3项，没有完成1项，尚待评定0项。" in text
    assert "“指标2”的完成值明显高于目标" in text
    assert "“指标1”目标≥10次，完成9次。原因：会期调整。" in text
    (grid,) = (block for block in sheet.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.rows[1]][:5] == ["指标1", "≥10次", "9次", "25", "22.5"]


def test_what_is_missing_is_named_and_left_open() -> None:
    sheet = _report(
        ("quantity", {"annual": "≥10次"}),
        ("unknown", {"annual": "≥3次", "actual": "2次"}),
        budget=None,
        name="",
        year=None,
        staff_count=None,
    )
    text = _text(sheet)
    assert text.count(TO_FILL_IN) >= 5
    assert "还不能得出总分" in text and "“指标1”：还没有填写实际完成值。" in text
    assert sheet.title.startswith(TO_FILL_IN)
    (grid,) = (block for block in sheet.blocks if isinstance(block, Grid))
    assert grid.rows[1][4].text == "待评"


def test_nothing_missed_is_said_too() -> None:
    sheet = _report(
        ("quantity", {"annual": "≥10次", "actual": "10次"}),
        ("unknown", {"annual": "1次", "actual": "1次", "weight": "40"}),
        ("social", {"annual": "是", "actual": "是", "weight": "0"}),
    )
    assert "没有未完成的指标。" in _text(sheet)


def test_an_indicator_under_no_known_heading_is_told_apart() -> None:
    sheet = _report(
        ("quantity", {"annual": "1次", "actual": "1次", "weight": "50"}),
        ("unknown", {"annual": "1次", "actual": "1次", "weight": "40"}),
    )
    assert "其他指标40分，得40分" in _text(sheet)
