"""Whole-department target form with one column of values, as counties and many cities publish it."""

from __future__ import annotations

from congress.apps.performance.domain.detection import Signature

SIGNATURE = Signature(
    name="部门整体绩效目标表（一列指标值）",
    marks={
        "部门名称": 20, "总体绩效目标": 15, "主要实施内容": 15, "拟投入的资金": 10, "三级指标": 20, "指标值": 20,
    },
    required=frozenset({"三级指标", "指标值"}),
    form="county",
    excluded=frozenset(
        {
            "项目名称", "实施周期指标值", "实际完成指标值", "实际完成值", "完成值", "实际完成情况", "目标实际完成情况",
            "执行数", "全年执行数", "全年实际完成情况",
        }
    ),
)  # fmt: skip
