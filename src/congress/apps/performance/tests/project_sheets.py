"""Project sheets for tests: a target form, a self-evaluation and a whole department, and ways to change them."""

from __future__ import annotations

from typing import Any

from congress.apps.performance.domain import PerformanceTable
from congress.apps.performance.domain.table import Entry, Settled
from congress.apps.performance.tests.sources import read


def sheet(text: str) -> str:
    """A sheet drawn with bars for tabs."""
    lines = text.strip("\n").split("\n")
    return "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in lines) + "\n"


TARGET = """
附件2
项目支出绩效目标申报表
（2026年度）
项目名称|代表联络站建设|||
主管部门及代码|云川市人大常委会办公室|实施单位|代表工作委员会|
项目属性|延续项目|项目期|3年|
项目资金（万元）|中期资金总额：|600.00|年度资金总额：|210.00
|其中：财政拨款|600.00|其中：财政拨款|200.00
|其他资金||其他资金|10.00
总体目标|中期目标（2024年—2026年）||年度目标|
|32个站建成。||32个站运行。|
绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|运行的联络站数量|32个
||质量指标|联络站达标率|100%
|满意度指标|服务对象满意度指标|来访群众满意度|≥90%
项目支出绩效目标申报表
（2026年度）
项目名称|代表履职培训|||
主管部门及代码|云川市人大常委会办公室|实施单位|培训中心|
项目属性|延续项目|项目期|1年|
项目资金（元）|中期资金总额：||年度资金总额：|1200000
|其中：财政拨款||其中：财政拨款|1200000
|其他资金||其他资金|
总体目标|中期目标||年度目标|
|||举办四期。|
绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|培训期数|4期
"""
EVALUATION = """
项目支出绩效自评表
（2025年度）
项目名称|代表履职培训|||||||
主管部门|云川市人大常委会办公室|||实施单位|培训中心|||
项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分|
|年度资金总额|110.00|120.00|108.00|10|90%|9|
|其中：当年财政拨款|110.00|115.00|103.00|—|89.57%|—|
|上年结转资金||5.00|5.00|—|100%|—|
年度总体目标|预期目标|||实际完成情况||||
|举办四期。|||举办四期，培训638人次。||||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标（60分）|数量指标|培训期数|4期|4期|30|30|
|||培训人次|≥600人次|566人次|30|28.3|两期因疫情改为线上，名额未满。
|满意度指标（30分）|服务对象满意度指标|参训代表满意度|≥95%|97%|30|30|
总分||||||100|97.3|
"""
DEPARTMENT = """
2025年度云川市档案馆整体支出绩效自评表
部门（单位）名称|云川市档案馆|||||||
年度预算申请（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分|
|年度资金总额|500|520|510|10|98.08%|9.8|
|按收入性质分：||||||||
|其中：一般公共预算|480|500|490||||
|其他资金|20|20|20||||
|按支出性质分：||||||||
|其中：基本支出|300|310|308||||
|项目支出|200|210|202||||
年度总体目标|预期目标|||实际完成情况||||
|完成馆藏数字化。|||已经完成。||||
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标（50分）|数量指标|数字化页数|≥100万页|120万页|50|50|
|效益指标（40分）|社会效益指标|查档人次|≥5000人次|4200人次|40|33.6|闭馆修缮两个月。
总分||||||100|93.4|
"""


def amounts(of: Settled) -> dict[str, str]:
    """The amounts a form has, in yuan, blank where it was left blank."""
    entries: dict[str, Entry[Any]] = {name: getattr(of, name) for name in type(of).__dataclass_fields__}
    return {
        name: f"{entry.value.yuan:.0f}" if entry.value else ""
        for name, entry in entries.items()
        if entry.cell is not None
    }


def codes(text: str) -> list[str]:
    """What was noticed while reading."""
    return [problem.code for problem in read(text).problems]


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A form with lines replaced; a change that finds nothing is a mistake of the test."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return sheet(text)


def points(table: PerformanceTable) -> list[str]:
    """Weight and score of execution, and of everything, as written; empty where there are none."""
    of = table.projects[0].points if table.projects else table.points
    entries = (of.rate_weight, of.rate_score, of.total_weight, of.total_score)
    return ["" if entry.value is None else f"{entry.value:f}" for entry in entries]
