"""Whole-department target form with values for the whole period and for the year, as published by Dongguan."""

from __future__ import annotations

from congress.apps.performance.domain.detection import Signature

SIGNATURE = Signature(
    name="部门整体支出绩效目标表",
    marks={
        "部门名称": 15, "财政供养人员数": 5, "部门预算支出": 5, "总体绩效目标": 15, "主要实施内容": 15,
        "拟投入的资金": 10, "三级指标": 10, "实施周期指标值": 15, "指标值": 10,
    },
    required=frozenset({"三级指标", "实施周期指标值", "指标值"}),
    form="dongguan",
    excluded=frozenset({"项目名称"}),
)  # fmt: skip
