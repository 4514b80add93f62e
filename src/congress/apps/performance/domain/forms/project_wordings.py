"""Wordings of project sheets: the words in which target and self-evaluation forms head the same field.

The layouts are common knowledge, met in many published tables with small differences; no official template text was
at hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from congress.apps.performance.domain.forms import indicator_parts, wordings


def words(text: str) -> frozenset[str]:
    """Wordings divided by blanks, as labels have none."""
    return frozenset(text.split())


PROJECT_NAME = words(
    """
    项目名称 项目(政策)名称 政策(项目)名称 专项名称 专项资金名称 专项(项目)名称
    """
)
DEPARTMENT = words(
    """
    主管部门 项目主管部门 主管部门及代码 主管单位 预算主管部门 省级主管部门 市级主管部门 县级主管部门
    """
)
UNIT = words(
    """
    实施单位 项目单位 项目实施单位 资金使用单位 预算单位 项目承担单位 具体实施单位 执行单位
    单位编码及名称 单位代码及名称 预算单位编码及名称 项目单位名称 实施单位名称 单位名称
    """
)
PERIOD = words(
    """
    项目期 实施周期 项目周期 项目实施期 实施期限 项目起止时间 项目实施周期 起止时间 项目期限
    """
)

# Labels of the sheet that are recognised and deliberately left out: who filled it in, and codes of other systems.
PERSONAL = words(
    """
    项目负责人 负责人 联系人 联系电话 电话 联系方式 填表人 填报人 填表日期 填报日期 项目负责人及电话
    """
)
LEFT_OUT = words(
    """
    项目属性 项目类型 项目类别 项目编码 项目代码 资金性质 项目级次 是否专项资金 项目概况 项目概述
    立项依据 项目立项依据 单位编码 部门编码 项目内容 项目实施内容 主要内容
    """
)
# Words that stand beside a part of the sheet and hold nothing themselves.
CAPTIONS = words(
    """
    项目资金 项目资金情况 项目预算执行情况 预算执行情况 资金情况 部门预算执行情况 年度预算申请
    资金执行情况 整体预算执行情况 部门整体支出 资金投入情况 项目支出预算执行情况 预算执行 整体支出
    年度预算执行情况 预算情况 资金总体情况 资金 按收入性质分 按支出性质分 基本信息 基本情况 项目基本情况
    项目基本信息 项目资金构成 资金来源 部门预算资金 部门资金情况 预算资金 绩效指标 年度绩效指标
    绩效指标完成情况
    """
)

INITIAL = words("年初预算数 年初预算 年初预算金额 年初批复数 预算批复数")
BUDGET = words(
    """
    全年预算数 全年预算 预算数 调整预算数 年度预算数 调整后预算数 预算调整数 全年预算金额 实际到位数
    """
)
EXECUTED = words(
    """
    全年执行数 全年执行 执行数 实际执行数 年度执行数 全年执行金额 实际支出数 全年支出数 支出数 决算数
    """
)
RATE = words("执行率 预算执行率 预算完成率")
WEIGHT = wordings.WEIGHT | {"标准分", "满分"}
SCORE = words("得分 自评得分 评分 实际得分 自评分 自评分值")
SETTLED: Mapping[str, str] = wordings.headings(
    initial=INITIAL, budget=BUDGET, executed=EXECUTED, rate=RATE, rate_weight=WEIGHT, rate_score=SCORE
)

YEAR_TOTAL = words(
    """
    年度资金总额 资金总额 项目资金总额 年度预算总额 本年资金总额 年度资金 当年资金总额
    """
)
WHOLE_TOTAL = words("中期资金总额 实施期资金总额 项目总资金 总资金 实施期总资金 项目资金总投入")
MONEY_ROWS: Mapping[str, str] = {
    **dict.fromkeys(YEAR_TOTAL | words("合计 总计 总额 预算资金总额 年度总资金 支出总额"), ""),
    **dict.fromkeys(
        words(
            """
    财政拨款 当年财政拨款 本年财政拨款 财政资金 一般公共预算拨款 一般公共预算 当年财政拨款资金
    年度财政拨款 本级财政资金 财政性资金 本年一般公共预算拨款 本级财政拨款
    """
        ),
        "fiscal",
    ),
    **dict.fromkeys(
        words(
            """
    上年结转资金 上年结转 上年结余结转资金 结转资金 上年结转结余 上年结转结余资金
    """
        ),
        "carried_over",
    ),
    **dict.fromkeys(words("其他资金 其他 其它资金 其他来源资金 自筹资金"), "other"),
    "财政专户拨款": "special_account",
    "财政专户管理资金": "special_account",
    "财政专户资金": "special_account",
    "单位资金": "unit_funds",
    "基本支出": "basic",
    "项目支出": "project",
}

PACKED = words("绩效指标 项目绩效指标 年度绩效指标")
GOAL_CAPTIONS = (
    words(
        """
    年度总体目标 总体目标 年度总体目标完成情况 绩效目标完成情况 年度目标完成情况 年度绩效目标完成情况
    """
    )
    | wordings.GOALS
)
EXPECTED = words(
    """
    预期目标 年初设定目标 年度目标 年初目标 年初预期目标 年初绩效目标 预期绩效目标 年度预期目标 设定目标
    年初设定绩效目标 年度绩效目标 绩效目标 目标 年初设定的绩效目标
    项目绩效目标 项目总体目标 项目年度目标 项目支出绩效目标 本年绩效目标 当年绩效目标 项目目标
    """
)
ACHIEVED = words(
    """
    实际完成情况 目标实际完成情况 全年实际完成情况 年度总体目标完成情况综述 完成情况 全年完成情况
    年度实际完成情况 实际完成目标 年度完成情况 目标完成情况 实际完成绩效目标情况 全年目标完成情况
    """
)
PERIOD_GOAL = words(
    """
    中期目标 实施期目标 实施期总目标 长期目标 中长期目标 总体绩效目标(实施期) 项目实施期目标
    """
)

ACTUAL = words(
    """
    实际完成值 实际完成指标值 全年完成值 全年实际完成值 年度实际完成值 实际值 完成值 实际完成情况
    实际完成 指标完成情况 年度完成值 指标实际完成值 完成情况 全年实际值 实际完成数
    """
)
REASON = words(
    """
    偏差原因分析及改进措施 未完成原因分析及改进措施 偏差原因 偏差原因分析 未完成原因 原因分析
    未完成原因分析 偏差原因及改进措施 未完成原因和改进措施 扣分原因 未完成原因及改进措施
    偏差分析及改进措施 备注 说明 偏差原因分析与改进措施 未完成原因及拟采取的改进措施 扣分原因及改进措施
    扣分原因说明
    """
)
# The row among the indicators that scores the execution of the budget.
EXECUTION_ROW = words(
    """
    预算执行率 预算执行情况 预算执行率指标 预算执行 预算执行指标 执行率 执行率指标 预算资金执行率
    资金执行率 预算执行情况指标
    """
)
TOTAL_POINTS = words("总分 合计 总计 自评总分 总得分 自评得分合计 合计得分 总分合计")

INDICATOR_HEADINGS: Mapping[str, str] = {
    **dict.fromkeys(wordings.UNIT, indicator_parts.UNIT),
    **dict.fromkeys(wordings.SIGN, indicator_parts.SIGN),
    **wordings.headings(
        level1=wordings.LEVEL1,
        level2=wordings.LEVEL2,
        name=wordings.INDICATOR,
        period=wordings.PERIOD,
        annual=wordings.ANNUAL,
        actual=ACTUAL,
        weight=WEIGHT,
        score=SCORE,
        reason=REASON,
    ),
}

# Headings of values that nobody listed are told by what they speak of.
_REASON = re.compile(r"原因|改进措施|偏差分析")
_ACTUAL = re.compile(r"(?:实际|全年|完成).{0,4}(?:值|情况)")
# What templates leave standing in rows that nobody filled in.
_UNUSED = re.compile(r"[….。·]{2,}|指标\d{1,2}[:：]?")
_ORDINAL = re.compile(r"^(?:其中[:,]?|[(]?\d{1,2}[)、.]|[(]?[一二三四五六][)、.])+")


def plain(label: str) -> str:
    """A label without what only orders it: 其中:财政拨款 and 1.财政拨款 are 财政拨款."""
    return _ORDINAL.sub("", label)


def value_field(label: str) -> str:
    """The field of an indicator's column whose heading is in no list; empty where it says nothing either."""
    if _REASON.search(label):
        return "reason"
    return "actual" if _ACTUAL.search(label) else ""


def is_unused(text: str) -> bool:
    """Whether a text only marks a place to be filled in: …… or 指标2:."""
    return bool(_UNUSED.fullmatch(text))
