"""Self-evaluations of whole departments with their tasks, in the wordings of other places."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain import as_source_text
from congress.apps.performance.tests.sources import read, table_of, typed

PLAIN = """2025年度部门整体支出绩效自评表
单位名称\t云川市档案馆\t\t\t年度\t2025\t
主要任务\t任务名称\t主要内容\t任务完成情况\t全年预算数（万元）\t全年执行数（万元）\t
\t馆藏整理\t整理档案\t整理3万卷\t30.00\t29.50\t
\t数字化\t扫描加工\t完成50万页\t70.00\t66.00\t
\t合计\t\t\t100.00\t95.50\t
年度总体目标\t预期目标\t全年实际完成情况\t\t\t\t
\t做好档案工作。\t全部完成。\t\t\t\t
绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t全年完成值\t未完成原因分析
\t产出指标\t数量指标\t整理卷数\t≥3万卷\t3.1万卷\t
\t效益指标\t社会效益指标\t利用人次\t≥1000人次\t980人次\t装修闭馆
"""
VALUES = "年度指标值\t全年完成值\t未完成原因分析"
WITH_POINTS = (
    PLAIN.replace(VALUES, "年度指标值\t全年完成值\t分值\t得分\t未完成原因分析")
    .replace("3.1万卷\t", "3.1万卷\t50\t50\t")
    .replace("980人次\t", "980人次\t40\t39.2\t")
)
POINTS_ALONE = (
    WITH_POINTS.replace("\t未完成原因分析", "").replace("50\t50\t", "50\t50").replace("\t装修闭馆", "")
)


@pytest.mark.parametrize("text", [PLAIN, WITH_POINTS, POINTS_ALONE], ids=["plain", "points", "no reasons"])
def test_each_is_read_and_read_back(text: str) -> None:
    table = table_of(text)
    assert (table.form, table.body_name.text, table.year.value) == ("shenzhen", "云川市档案馆", 2025)
    amounts = [(task.name.text, task.budget.text, task.executed.text) for task in table.tasks]
    assert amounts == [("馆藏整理", "30.00", "29.50"), ("数字化", "70.00", "66.00")]
    assert table.totals.executed.value is not None
    assert table.totals.executed.value.yuan == 955_000
    assert (table.goals.text, table.goals_achieved.text) == ("做好档案工作。", "全部完成。")
    assert [(row.annual.text, row.actual.text) for row in table.indicators] == [
        ("≥3万卷", "3.1万卷"),
        ("≥1000人次", "980人次"),
    ]
    assert not read(text).problems
    assert typed(table_of(as_source_text(table=table))) == typed(table)


def test_points_and_reasons_keep_to_their_columns() -> None:
    rows = table_of(WITH_POINTS).indicators
    assert [(row.weight.value, row.score.text, row.reason.text) for row in rows] == [
        (50, "50", ""),
        (40, "39.2", "装修闭馆"),
    ]
    assert [row.score.text for row in table_of(POINTS_ALONE).indicators] == ["50", "39.2"]
