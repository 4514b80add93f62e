"""The exported result is plain data with every amount in yuan and every cell's origin."""

from __future__ import annotations

import json

from congress.apps.performance.domain import assemble, to_json
from congress.apps.performance.tests.sources import cells_of, evaluation_form, table_of, target_form


def test_it_is_json_and_keeps_chinese() -> None:
    for text in (target_form(), evaluation_form()):
        exported = to_json(table=table_of(text))
        assert json.loads(json.dumps(exported, ensure_ascii=False)) == exported


def test_single_values_money_and_goals() -> None:
    exported = to_json(table=table_of(target_form()))
    assert exported["schema"] == "congress.performance.table/1"
    assert (exported["form"], exported["stage"], exported["year"], exported["staff_count"]) == (
        "dongguan",
        "approved",
        2026,
        20,
    )
    basic = exported["money"]["basic"]
    assert (basic["yuan"], basic["written_in"], basic["raw"], basic["place"]) == (
        "1000000.00",
        "万元",
        "100.00",
        {"line": 10, "column": 3, "page": None},
    )
    assert exported["goals"] == [
        {"number": 1, "text": "开好代表大会。"},
        {"number": 2, "text": "做好立法工作。"},
    ]
    assert exported["cells"]["body_name"]["confidence"] == 100


def test_tasks_and_indicators_are_lists_with_their_cells() -> None:
    exported = to_json(table=table_of(target_form()))
    task = exported["tasks"][0]
    assert (task["number"], task["origin"], task["name"], task["amount_yuan"]) == (
        1,
        "row",
        "召开代表大会",
        "300000.00",
    )
    assert task["budget_yuan"] is None
    assert set(task["cells"]) == {"name", "content", "amount", "expected"}
    row = exported["indicators"][1]
    assert (row["group"], row["level1"], row["name"]) == ("output.quality", "产出指标", "任务完成率")
    assert (
        row["annual_target"]["operator"],
        row["annual_target"]["value"],
        row["annual_target"]["unit"],
    ) == ("≥", "95", "%")
    assert row["actual"] is None
    assert row["cells"]["level1"]["note"]


def test_ranges_dates_and_totals() -> None:
    indicators = (
        ("", "产出", "数量", "立法", "2部-5部", "3"),
        ("", "产出", "时效", "完成时间", "2025年9月30日前", "是"),
    )
    exported = to_json(table=table_of(evaluation_form(indicators=indicators)))
    span = exported["indicators"][0]["annual_target"]
    assert (span["operator"], span["value"], span["low"], span["high"]) == ("range", None, "2", "5")
    assert exported["indicators"][1]["annual_target"]["day"] == "2025-09-30"
    assert exported["indicators"][1]["actual"]["truth"] is True
    assert exported["totals"]["executed"]["yuan"] == "990.00"
    assert exported["stage"] == "self_evaluated"


def test_continued_places_and_unread_cells() -> None:
    tasks = (("", "甲", "前半", "约5万元", "好。"), (), ("", "", "后半。", "", ""))
    text = target_form(tasks=tasks)
    exported = to_json(table=table_of(text))
    line = cells_of(text)["tasks.1.content"].place.line
    assert exported["tasks"][0]["cells"]["content"]["continued"] == [
        {"line": line + 2, "column": 3, "page": None}
    ]
    assert exported["unread"][0]["address"] == "tasks.1.amount"


def test_an_empty_table() -> None:
    exported = to_json(table=assemble(form="dongguan", cells=()))
    assert exported["money"]["basic"] == {"yuan": None, "written_in": None, "address": "money.basic"}
    assert (exported["stage"], exported["tasks"], exported["goals"]) == (None, [], [])
