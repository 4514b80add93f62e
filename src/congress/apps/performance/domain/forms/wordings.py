"""Wordings: the words in which forms of different places head the same column or the same field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BODY_NAME = _words(
    """
    部门名称 单位名称 部门(单位)名称 单位(部门)名称 预算部门名称 预算单位名称 预算部门 预算单位 填报单位
    填报单位名称 填报部门 申报单位 申报部门 部门(单位)
    """
)
YEAR = _words("预算年度 申报年度 所属年度 填报年度")
GOALS = _words(
    """
    总体绩效目标 年度总体目标 总体目标 年度绩效目标 年度总体绩效目标 整体绩效目标 部门整体绩效目标
    年度整体绩效目标 部门年度绩效目标 部门总体目标 部门年度目标 年度目标 整体目标 年度整体目标
    部门绩效目标 整体支出绩效目标 年度履职目标 部门履职目标
    """
)
OTHER_TASKS = _words("其他需完成的任务 其他需要完成的任务 其他任务 其他工作任务")
TASK_NAME = _words(
    """
    名称 任务名称 主要任务 重点任务 任务 工作任务 重点工作 重点工作任务 工作名称 年度主要任务名称
    主要任务名称 重点任务名称 重点工作任务名称 年度任务 年度任务名称 年度重点任务 任务(项目)名称
    项目(任务)名称 工作任务名称 职责任务 主要职责
    """
)
TASK_CONTENT = _words(
    """
    主要实施内容 主要内容 任务内容 实施内容 主要工作内容 工作内容 具体内容 主要任务内容 任务主要内容
    重点工作内容 内容 任务描述 具体任务 具体工作内容 工作任务内容 任务说明
    """
)
TASK_AMOUNT = _words(
    """
    拟投入的资金 拟投入资金 预算金额 预算资金 资金安排 投入资金 资金总额 预算安排 安排资金 涉及资金
    预算安排资金 预算数 年度预算 年度预算金额 金额 总额 预算总额 预算 资金额 计划投入资金 所需资金
    任务金额 涉及预算金额 预算资金总额 资金
    """
)
TASK_EXPECTED = _words(
    """
    期望达到的目标 预期达到的目标 预期目标 期望目标 工作目标 预期成效 预期效果 预期产出 预期结果
    任务目标 拟达到的目标 要达到的目标 预期达到的效果 绩效目标
    """
)
# Names of blocks that stand above or beside them and hold no content.
CAPTIONS = _words(
    """
    基本信息 预算整体情况 年度重点工作任务 年度主要任务 绩效指标 年度绩效指标 主要任务 重点工作任务
    部门预算情况 整体绩效指标 部门整体绩效指标
    """
)
# Printed words of the money block that ask for nothing themselves.
MONEY_HEADINGS = _words(
    """
    基本信息 预算整体情况 部门预算支出 预算金额 收入来源 事业发展性支出 按预算级次划分 预算支出
    部门预算收入 预算收入 支出 收入 部门预算 部门预算情况 预算情况 资金来源 资金结构
    按资金来源划分 按支出类型划分 按收入性质分 按支出性质分 资金总额 部门预算总额 年度预算
    年度预算申请 整体支出预算 部门整体支出预算 年度部门整体支出预算
    """
)
MONEY_BLOCKS = _words("预算情况 部门预算情况 年度预算申请 预算整体情况 年度部门整体支出预算 部门整体支出预算")
OWN_LEVEL = _words(
    """
    县本级使用资金 区本级使用资金 镇本级使用资金 本级使用资金 省本级使用资金 县(市、区)本级使用资金
    市(县、区)本级使用资金 县(区)本级使用资金 市(区)本级使用资金
    """
)
STAFF = _words("财政供养人员数 财政供养人数 财政供养人员 财政供养人员总数 财政供养人员数量")
SUBORDINATE_UNITS = _words(
    "下属二级单位数 下属单位数 二级单位数 下属二级预算单位数 下属预算单位数 所属单位数 下属单位数量"
)
NUMBERS = _words("序号 编号 号")
WHOLE = _words("总额 合计 小计 资金总额 总计")
FISCAL_PART = _words("财政拨款 其中:财政拨款 其中财政拨款 财政资金 其中:财政资金 财政性资金 其中:财政性资金")
OTHER_PART = _words("其他资金 其中:其他资金 其他来源资金 单位资金 非财政拨款 自有资金")

LEVEL1 = _words("一级指标 一级 一级绩效指标 指标类别 一级目标")
LEVEL2 = _words("二级指标 二级 二级绩效指标 二级目标")
INDICATOR = _words("三级指标 三级 三级绩效指标 指标名称 绩效指标名称 具体指标 指标内容 四级指标")
PERIOD = _words(
    """
    实施周期指标值 实施期指标值 中期指标值 中长期指标值 中长期目标值 三年指标值 周期指标值
    实施周期目标值
    """
)
ANNUAL = _words(
    """
    指标值 年度指标值 年度目标值 目标值 绩效指标值 年度绩效指标值 预期指标值 预期值 指标目标值
    年度绩效目标值 绩效目标值 计划指标值 计划值 本年指标值 本年度指标值 预期目标值 目标指标值 年初指标值
    年度预期指标值 三级指标值 当年指标值 预期年度指标值 指标值(包含数字及文字描述) 预期当年实现值
    """
)
# A value where it stands alone, words about the value (计划标准, 行业标准) beside another column.
STANDARD = _words("绩效标准 评价标准 指标标准")
WEIGHT = _words("分值 权重 指标权重 分值权重 权重(%) 分值(权重) 指标分值")
# Columns of one indicator's target that are written apart: the sign, the number, the unit.
SIGN = _words("指标性质 指标方向 运算符号 运算符 比较符 符号 计算符号 指标符号 绩效指标性质")
SIGNS = _words(
    """
    ≥ ≤ = > < >= <= ≧ ≦ ⩾ ⩽ 大于 小于 等于 不少于 不低于 不超过 不高于 大于等于 小于等于
    大于或等于 小于或等于 至少 至多
    """
)
UNIT = _words("度量单位 计量单位 指标值单位 指标单位 绩效度量单位 单位")


def headings(**wordings: Iterable[str]) -> Mapping[str, str]:
    """Turn the wordings of each field round: from the label as printed to the field it heads."""
    return {wording: field for field, said in wordings.items() for wording in said}


def canonical(labels: Iterable[str]) -> frozenset[str]:
    """Add to a document's labels the words under which its form is known, so that signatures need one wording."""
    found = set(labels)
    for name, wordings in _CANONICAL.items():
        if found & wordings:
            found.add(name)
    return frozenset(found)


# Words that head other things elsewhere (名称, 金额, 任务, 目标值) do not tell a form by themselves.
_CANONICAL = {
    "部门名称": BODY_NAME - {"预算单位", "填报单位", "填报部门"},
    "总体绩效目标": GOALS,
    "主要实施内容": TASK_CONTENT - {"内容"},
    "拟投入的资金": TASK_AMOUNT - {"预算数", "金额", "资金", "预算"},
    "三级指标": INDICATOR,
    "实施周期指标值": PERIOD,
    "指标值": ANNUAL | STANDARD,
    "任务名称": _words("任务名称 主要任务名称 重点任务名称 工作任务名称 年度任务名称"),
    "预算数": _words("预算数 全年预算数 年度预算数 调整预算数"),
    "执行数": _words("执行数 全年执行数 年度执行数 实际执行数 实际支出数"),
    "实际完成指标值": _words("实际完成指标值 实际完成值 全年完成值 实际值 全年实际值 完成值"),
    "目标实际完成情况": _words("目标实际完成情况 全年实际完成情况 年度总体目标完成情况"),
}
