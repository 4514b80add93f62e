"""The JSON Schema of a published table, made from the typed table itself, so that neither runs ahead."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from congress.apps.performance.domain.cells import CellState
from congress.apps.performance.domain.exporting import SCHEMA
from congress.apps.performance.domain.table import (
    MoneyLines,
    Points,
    Project,
    ProjectMoney,
    Stage,
    Task,
    Totals,
)
from congress.apps.performance.domain.targets import Operator

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": ["string", "null"]}
_YUAN: Final[Schema] = {
    "type": ["string", "null"],
    "pattern": r"^-?\d+\.\d{2}$",
    "description": "金额，单位：元",
}
_NUMBER: Final[Schema] = {"type": ["string", "null"], "pattern": r"^-?\d+(\.\d+)?$"}
_COUNT: Final[Schema] = {"type": ["integer", "null"]}
_WORDS: Final = {
    "basic": "基本支出",
    "project": "项目支出",
    "special": "财政专项资金",
    "other": "其他事业发展性支出",
    "fiscal": "财政拨款",
    "other_sources": "其他资金",
    "own_level": "市本级使用资金",
    "transfer": "拟用于对下转移支付资金",
    "name": "名称",
    "content": "主要实施内容",
    "amount": "拟投入的资金",
    "expected": "期望达到的目标",
    "completed": "完成情况",
    "budget": "预算数",
    "executed": "执行数",
    "total": "总额",
    "goal": "绩效目标",
    "achieved": "目标完成情况",
    "unit": "实施单位",
    "period": "实施期",
    "department": "主管部门",
}


def json_schema(*, address: str = "") -> Schema:
    """The schema (draft 2020-12) of what `public_data` gives, with the envelope a publication adds.

    `address` is where it is served, for its `$id`.
    """
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "公开的绩效目标表",
        "description": "部门整体支出、项目支出绩效目标表和自评表的公开数据。金额一律为以元为单位的十进制字符串。",
        **_object(
            {
                "$schema": {"type": "string", "description": "本结构说明的网址"},
                "schema": {"const": SCHEMA},
                "publication": {"$ref": "#/$defs/publication"},
                "form": {"type": "string", "description": "版式"},
                "stage": {"enum": [*(stage.value for stage in Stage), None], "description": "阶段"},
                "title": {**_TEXT, "description": "标题"},
                "form_title": {**_TEXT, "description": "表名"},
                "notice": {**_TEXT, "description": "公开说明"},
                "body_name": {**_TEXT, "description": "部门（单位）名称"},
                "year": {**_COUNT, "description": "年度"},
                "staff_count": {**_COUNT, "description": "财政供养人员数"},
                "subordinate_units": {**_COUNT, "description": "下属二级单位数"},
                "money": {**_lines(MoneyLines), "description": "预算整体情况"},
                "goals": {**_many("goal"), "description": "总体绩效目标"},
                "goals_achieved": {**_TEXT, "description": "目标实际完成情况"},
                "tasks": {**_many("task"), "description": "年度重点工作任务"},
                "totals": {**_lines(Totals), "description": "金额合计"},
                "points": {**_points(), "description": "全表的执行率和分数"},
                "projects": {**_many("project"), "description": "项目"},
                "sums": {**_many("sum"), "description": "项目合计行"},
                "indicators": {**_many("indicator"), "description": "部门整体的绩效指标"},
                "empty_indicator_rows": {**_many("indicator"), "description": "只写了级别、没有指标的行"},
                "cells": {"$ref": "#/$defs/cells"},
            },
            optional=("$schema", "publication"),
        ),
        "$defs": _parts(),
    }
    return {"$id": address, **schema} if address else schema


def _parts() -> dict[str, Schema]:
    return {
        "publication": _publication(),
        "goal": _object({"number": _COUNT, "text": {"type": "string"}}),
        "line": _object(
            {
                "yuan": _YUAN,
                "written_in": {**_TEXT, "description": "原表书写的单位"},
                "address": {"type": "string"},
                "text": {"type": "string"},
                "state": _state(),
            },
            optional=("text", "state"),
        ),
        "cell": _object({"address": {"type": "string"}, "text": {"type": "string"}, "state": _state()}),
        "cells": {
            "type": "object",
            "additionalProperties": {"$ref": "#/$defs/cell"},
            "description": "各栏的文字和状态；版式没有的栏不列",
        },
        "task": _object(
            {
                "number": {"type": "integer"},
                "origin": {
                    "enum": ["row", "free_text"],
                    "description": "单列一行，或写在“其他需完成的任务”里",
                },
                **_entries(Task),
                "cells": {"$ref": "#/$defs/cells"},
            }
        ),
        "project": _object(
            {
                "number": {"type": "integer"},
                **_entries(Project),
                **_entries(ProjectMoney),
                "points": _points(),
                "goals": _many("goal"),
                "indicators": _many("indicator"),
                "empty_indicator_rows": _many("indicator"),
                "cells": {"$ref": "#/$defs/cells"},
            }
        ),
        "sum": _object(
            {
                "number": {"type": "integer"},
                "name": _TEXT,
                **_entries(ProjectMoney),
                "cells": {"$ref": "#/$defs/cells"},
            }
        ),
        "indicator": _indicator(),
        "target": _target(),
    }


def _publication() -> Schema:
    return _object(
        {
            "id": {"type": "string"},
            "number": {"type": "integer", "description": "第几版，从 1 起"},
            "published_at": {"type": "string", "description": "公开时间"},
            "correction_reason": {**_TEXT, "description": "更正原因，第一版为空"},
            "corrects": {**_TEXT, "description": "被本版更正的版本的网址"},
            "corrected_by": {**_TEXT, "description": "更正本版的版本的网址；为空即现行版本"},
        }
    )


def _indicator() -> Schema:
    target = {"anyOf": [{"$ref": "#/$defs/target"}, {"type": "null"}]}
    return _object(
        {
            "number": {"type": "integer"},
            "group": {**_TEXT, "description": "级别代码，例如 output.quantity"},
            "level1": {**_TEXT, "description": "一级指标"},
            "level2": {**_TEXT, "description": "二级指标"},
            "name": {**_TEXT, "description": "三级指标"},
            "reason": {**_TEXT, "description": "偏差原因"},
            "period_target": {**target, "description": "实施周期指标值"},
            "annual_target": {**target, "description": "年度指标值"},
            "actual": {**target, "description": "实际完成值"},
            "weight": {**_NUMBER, "description": "分值"},
            "score": {**_NUMBER, "description": "得分"},
            "cells": {"$ref": "#/$defs/cells"},
        }
    )


def _target() -> Schema:
    return _object(
        {
            "operator": {"enum": [each.value for each in Operator]},
            "value": _NUMBER,
            "low": _NUMBER,
            "high": _NUMBER,
            "unit": {"type": "string"},
            "truth": {"type": ["boolean", "null"], "description": "是/否"},
            "day": {**_TEXT, "description": "日期，2026-09-30"},
            "wording": {"type": "string"},
            "text": {"type": "string", "description": "原文"},
        }
    )


def _points() -> Schema:
    target = {"anyOf": [{"$ref": "#/$defs/target"}, {"type": "null"}]}
    numbers = {each.name: target if each.name == "rate" else _NUMBER for each in fields(Points)}
    return _object({**numbers, "cells": {"$ref": "#/$defs/cells"}}, optional=("cells",))


def _lines(holder: type[Any]) -> Schema:
    return _object({each.name: {"$ref": "#/$defs/line", **_described(each.name)} for each in fields(holder)})


def _entries(holder: type[Any]) -> dict[str, Schema]:
    """The texts and amounts of a row, told apart by what the typed table holds there."""
    found: dict[str, Schema] = {}
    for each in fields(holder):
        if each.type == "Entry[str]":
            found[each.name] = {**_TEXT, **_described(each.name)}
        elif each.type == "Entry[Amount]":
            found[f"{each.name}_yuan"] = {**_YUAN, **_described(each.name, unit="，单位：元")}
    return found


def _described(name: str, unit: str = "") -> Schema:
    return {"description": _WORDS[name] + unit} if name in _WORDS else {}


def _state() -> Schema:
    return {"enum": [each.value for each in CellState], "description": "有内容、空白、不适用"}


def _many(part: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{part}"}}


def _object(properties: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
