"""What is worth a look between tables: every kind found on a small pair, and not found where nothing is the matter."""

from __future__ import annotations

from typing import Any

import pytest

from congress.apps.performance.domain import PerformanceTable
from congress.apps.performance.domain.comparing import (
    Judged,
    Observation,
    Row,
    RowKind,
    Side,
    Spot,
    compare,
    observe,
    sides_of,
)
from congress.apps.performance.domain.comparing.published import table_of_data
from congress.standards.indicators.observations import observation_rules

OFFICE = "云川市人大常委会办公室"


def indicator(name: str, value: str, *, level1: str = "产出指标", level2: str = "数量指标") -> dict[str, Any]:
    return {"name": name, "annual_target": {"text": value}, "level1": level1, "level2": level2}


def table(
    year: int,
    *,
    body: str = OFFICE,
    money: dict[str, str] | None = None,
    tasks: dict[str, str] | None = None,
    indicators: list[dict[str, Any]] | None = None,
    staff: int | None = None,
) -> PerformanceTable:
    """A table from a few facts; amounts in yuan."""
    return table_of_data(
        {
            "form": "dongguan",
            "body_name": body,
            "year": year,
            "staff_count": staff,
            "money": {name: {"yuan": yuan} for name, yuan in (money or {}).items()},
            "tasks": [
                {"number": at, "name": name, "amount_yuan": yuan}
                for at, (name, yuan) in enumerate((tasks or {}).items(), start=1)
            ],
            "indicators": [{"number": at, **each} for at, each in enumerate(indicators or [], start=1)],
        }
    )


def observed(*tables: PerformanceTable, only: str, judged: tuple[Judged, ...] = ()) -> list[Observation]:
    rules = {only: observation_rules()[only]}
    comparison = compare(sides=sides_of(tables), judged=judged)
    return list(observe(comparison=comparison, rules=rules))


def cases(found: list[Observation]) -> list[str]:
    return [each.case for each in found]


def between(before: dict[str, Any], after: dict[str, Any], only: str) -> list[Observation]:
    return observed(table(2025, indicators=[before]), table(2026, indicators=[after]), only=only)


SET = [indicator(f"{name}数量", "3项") for name in ("法规", "视察", "信访", "视频", "联络站")]


def test_indicators_copied_from_the_year_before() -> None:
    (found,) = observed(table(2025, indicators=SET), table(2026, indicators=SET), only="CM01")
    assert found.message.startswith("2026年的 5 项指标里有 5 项（100.0%）与2025年名称、指标值完全一样")
    assert Spot(0, "indicators.1.annual") in found.spots
    assert Spot(1, "indicators.5.annual") in found.spots


def test_few_or_changed_indicators_are_no_copy() -> None:
    changed = [*SET[:3], indicator("视频数量", "4项"), indicator("联络站数量", "4项")]
    assert observed(table(2025, indicators=SET), table(2026, indicators=changed), only="CM01") == []
    assert observed(table(2025, indicators=SET[:2]), table(2026, indicators=SET[:2]), only="CM01") == []
    assert observed(table(2025, indicators=SET), table(2026), only="CM01") == []


def test_indicators_copied_from_another_body() -> None:
    other = table(2026, body="云川市财政局", indicators=SET)
    (found,) = observed(table(2026, indicators=SET), other, only="CM13")
    assert found.case == "copied"
    assert observed(table(2026, indicators=SET), other, only="CM01") == []
    assert observed(table(2025, indicators=SET), table(2026, indicators=SET), only="CM13") == []


def test_a_target_falls_while_the_money_of_its_task_rises() -> None:
    before = table(2025, tasks={"代表培训": "100000.00"}, indicators=[indicator("培训期数", "4期")])
    after = table(2026, tasks={"代表培训": "150000.00"}, indicators=[indicator("培训班期数", "2期")])
    (found,) = observed(before, after, only="CM02")
    assert found.case == "fell_while_money_rose"
    assert "从4期降到2期（-50.0%）" in found.message
    assert "从 10.00 万元增加到 15.00 万元（+50.0%）" in found.message
    assert found.spots == (
        Spot(0, "indicators.1.annual"),
        Spot(0, "tasks.1.amount"),
        Spot(1, "indicators.1.annual"),
        Spot(1, "tasks.1.amount"),
    )
    (reverse,) = observed(after, before, only="CM02")
    assert reverse.case == "rose_while_money_fell"


@pytest.mark.parametrize("money", ["150000.00", "101000.00", "0.00"])
def test_target_and_money_that_move_together_or_hardly_are_nothing(money: str) -> None:
    before = table(2025, tasks={"代表培训": "100000.00"}, indicators=[indicator("培训期数", "2期")])
    after = table(2026, tasks={"代表培训": money}, indicators=[indicator("培训期数", "4期")])
    found = observed(before, after, only="CM02")
    assert cases(found) == (["rose_while_money_fell"] if money == "0.00" else [])


def test_money_that_was_nothing_has_no_rate() -> None:
    before = table(2025, tasks={"代表培训": "0.00"}, indicators=[indicator("培训期数", "4期")])
    after = table(2026, tasks={"代表培训": "100000.00"}, indicators=[indicator("培训期数", "2期")])
    assert observed(before, after, only="CM02") == []


def test_a_task_without_an_amount_pays_for_nothing() -> None:
    tasks = [{"number": 1, "name": "代表培训"}]
    before, after = ({"body_name": OFFICE, "year": year, "tasks": tasks} for year in (2025, 2026))
    first = table_of_data({**before, "indicators": [{"number": 1, **indicator("培训期数", "4期")}]})
    second = table_of_data({**after, "indicators": [{"number": 1, **indicator("培训期数", "2期")}]})
    assert observed(first, second, only="CM02") == []


def test_targets_without_a_task_are_held_against_the_spending() -> None:
    before = table(2025, money={"project": "100000.00"}, indicators=[indicator("视察次数", "4次")])
    after = table(2026, money={"project": "150000.00"}, indicators=[indicator("视察次数", "2次")])
    (found,) = observed(before, after, only="CM02")
    assert (found.case, found.row) == ("overall_fell", "")
    assert "却有 1 项指标降低了目标：“视察次数”" in found.message
    assert cases(observed(after, before, only="CM02")) == ["overall_rose"]
    more = table(2026, money={"project": "150000.00"}, indicators=[indicator("视察次数", "8次")])
    assert observed(before, more, only="CM02") == []
    steady = table(2026, money={"project": "101000.00"}, indicators=[indicator("视察次数", "2次")])
    assert observed(before, steady, only="CM02") == []
    assert observed(table(2025, indicators=[SET[0]]), table(2026, indicators=[SET[0]]), only="CM02") == []


def test_a_project_pays_for_its_own_indicators() -> None:
    def of_project(year: int, yuan: str, value: str) -> PerformanceTable:
        projects = [
            {
                "number": 1,
                "name": "系统运维",
                "total_yuan": yuan,
                "indicators": [{"number": 1, **SET[0], "annual_target": {"text": value}}],
            },
            {"number": 2, "name": "会议服务"},
        ]
        return table_of_data({"body_name": OFFICE, "year": year, "projects": projects})

    (found,) = observed(
        of_project(2025, "100000.00", "4项"), of_project(2026, "200000.00", "1项"), only="CM02"
    )
    assert "系统运维" in found.message


def test_amounts_that_jump() -> None:
    before = table(2025, tasks={"会议服务": "100000.00", "信访接待": "0.00", "档案整理": "300000.00"})
    after = table(2026, tasks={"会议服务": "200000.00", "信访接待": "50000.00", "档案整理": "100000.00"})
    found = observed(before, after, only="CM03")
    assert sorted(cases(found)) == ["fell", "from_zero", "rose"]
    assert "从 30.00 万元减少到 10.00 万元，减少 20.00 万元（-66.7%）" in found[1].message


def test_amounts_that_change_little_or_are_little_do_not_jump() -> None:
    before = table(2025, tasks={"会议服务": "100000.00", "信访接待": "1000.00"})
    after = table(2026, tasks={"会议服务": "140000.00", "信访接待": "9000.00"})
    assert observed(before, after, only="CM03") == []


def test_targets_that_jump() -> None:
    assert cases(between(indicator("会议次数", "4次"), indicator("会议次数", "7次"), "CM04")) == ["rose"]
    assert cases(between(indicator("会议次数", "4次"), indicator("会议次数", "1次"), "CM04")) == ["fell"]
    assert between(indicator("会议次数", "4次"), indicator("会议次数", "6次"), "CM04") == []
    assert between(indicator("会议次数", "0次"), indicator("会议次数", "6次"), "CM04") == []


def test_indicators_dropped_and_added() -> None:
    blank = {"name": "会议次数", "level1": "产出指标", "level2": "数量指标"}
    before, after = table(2025, indicators=[blank]), table(2026, indicators=SET)
    (gone,) = observed(before, after, only="CM05")
    assert gone.message.startswith("2025年的指标“会议次数”（空白）在2026年里没有找到")
    (new,) = observed(before, after, only="CM06")
    assert "新增 5 项指标：“法规数量”、“视察数量”、“信访数量”、“视频数量”等 5 项" in new.message
    assert observed(after, after, only="CM06") == []


def test_a_task_is_dropped_while_its_money_stays() -> None:
    before = table(
        2025, money={"project": "300000.00"}, tasks={"会议服务": "100000.00", "“云平台”建设": "200000.00"}
    )
    stays = table(2026, money={"project": "290000.00"}, tasks={"会议服务": "100000.00"})
    (found,) = observed(before, stays, only="CM07")
    assert found.case == "money_stays"
    assert "“‘云平台’建设”（20.00 万元）" in found.message
    assert Spot(1, "money.project") in found.spots
    gone = table(2026, money={"project": "100000.00"}, tasks={"会议服务": "100000.00"})
    assert cases(observed(before, gone, only="CM07")) == ["dropped"]
    assert cases(observed(gone, before, only="CM07")) == ["added"]
    without = table(2025, tasks={"会议服务": "100000.00", "档案整理": "20000.00"})
    assert cases(observed(without, table(2026, tasks={"会议服务": "100000.00"}), only="CM07")) == ["dropped"]


def test_money_out_of_nothing_has_no_rate_either() -> None:
    before = table(2025, money={"project": "0.00"}, tasks={"档案整理": "20000.00"})
    after = table(2026, money={"project": "50000.00"})
    (found,) = observed(before, after, only="CM07")
    assert "原为 0" in found.message


def test_units_that_change() -> None:
    (found,) = between(indicator("代表活动次数", "60次"), indicator("代表活动次数", "60人次"), "CM08")
    assert "从“次”变成了“人次”" in found.message
    assert cases(between(indicator("代表活动次数", "60"), indicator("代表活动次数", "60次"), "CM08")) == [
        "changed"
    ]
    assert cases(between(indicator("论证会场次", "4场"), indicator("论证会场次", "5次"), "CM08")) == [
        "reworded"
    ]
    assert between(indicator("会议费控制数", "≤1万元"), indicator("会议费控制数", "≤10000元"), "CM08") == []
    assert between(indicator("会议次数", "是"), indicator("会议次数", "1次"), "CM08") == []


@pytest.mark.parametrize(
    ("before", "after", "case"),
    [
        ("≥95%", "95%", "loosened"),
        ("不少于4次", "4次", "loosened"),
        ("≥95%", "≤95%", "turned"),
        ("≤5%", "≥5%", "turned"),
        ("≥95%", "是", "unmeasured"),
        ("4次", "明显提高", "unmeasured"),
        ("≥95%", "≥90%", None),
        ("是", "长期", None),
    ],
)
def test_demands_that_are_loosened(before: str, after: str, case: str | None) -> None:
    found = between(indicator("会议出席情况", before), indicator("会议出席情况", after), "CM09")
    assert cases(found) == ([case] if case else [])


def test_blank_targets_are_neither_loosened_nor_counted() -> None:
    blank = {"name": "会议次数", "level1": "产出指标", "level2": "数量指标"}
    for only in ("CM08", "CM09", "CM04", "CM11"):
        assert between(blank, indicator("会议次数", "≥4次"), only) == []


def test_a_share_far_from_that_of_others() -> None:
    own = table(2026, tasks={"会议服务": "800000.00", "代表培训": "200000.00"})
    first = table(2026, body="甲市人大办", tasks={"会议服务": "300000.00", "代表培训": "700000.00"})
    second = table(2026, body="乙市人大办", tasks={"会议服务": "400000.00", "代表培训": "600000.00"})
    found = observed(own, first, second, only="CM10")
    higher = [each for each in found if each.case == "higher"]
    assert any(
        "占任务资金的 80.0%，其他单位中间值是 35.0%，高出 45.0 个百分点" in each.message for each in higher
    )
    assert "是 30.0%" in observed(own, first, only="CM10")[0].message
    assert observed(own, table(2025, tasks={"会议服务": "1.00"}), only="CM10") == []


def test_an_unsure_match_is_no_ground_for_a_share_but_marks_what_rests_on_it() -> None:
    own = table(2026, tasks={"系统运维": "800000.00", "会议服务": "1000000.00"})
    other = table(2025, tasks={"系统升级和运维保障服务采购": "100000.00", "会议服务": "1000000.00"})
    comparison = compare(sides=sides_of([other, own]))
    assert any(row.doubtful for row in comparison.rows)
    assert any(each.is_doubtful for each in observe(comparison=comparison))
    peers = [Side(other.__class__(**_parts(other)), body="其他"), Side(own, body="本单位")]
    rules = {"CM10": observation_rules()["CM10"]}
    comparison = compare(sides=peers)
    doubtful = {row.key for row in comparison.rows if row.doubtful}
    assert doubtful
    assert doubtful.isdisjoint(each.row for each in observe(comparison=comparison, rules=rules))


def _parts(table: PerformanceTable) -> dict[str, Any]:
    return {name: getattr(table, name) for name in PerformanceTable.__dataclass_fields__}


def test_satisfaction_that_is_lowered() -> None:
    level = {"level1": "满意度指标", "level2": "服务对象满意度指标"}
    before, after = indicator("代表满意度", "≥95%", **level), indicator("人大代表满意率", "≥90%", **level)
    (found,) = between(before, after, "CM11")
    assert "从≥95%降到≥90%" in found.message
    assert between(after, before, "CM11") == []
    assert between(indicator("出席率", "≥95%"), indicator("出席率", "≥90%"), "CM11") == []
    misplaced = indicator("代表满意度", "≥95%"), indicator("代表满意度", "≥90%")
    assert len(between(*misplaced, "CM11")) == 1


def test_an_indicator_that_moves_to_another_heading() -> None:
    quality = indicator("任务达标率", "≥95%", level2="质量指标")
    (found,) = between(indicator("任务达标率", "≥95%"), quality, "CM12")
    assert found.message == "“任务达标率”从“数量指标”移到了“质量指标”。"
    assert between(quality, quality, "CM12") == []
    assert between(indicator("任务达标率", "≥95%", level2=""), quality, "CM12") == []
    assert between(indicator("任务达标率", "≥95%", level1="", level2=""), quality, "CM12") == []


def test_basic_spending_for_each_person() -> None:
    before = table(2025, money={"basic": "1000000.00"}, staff=10)
    after = table(2026, money={"basic": "1000000.00"}, staff=5)
    (found,) = observed(before, after, only="CM14")
    assert found.case == "rose"
    assert "从 10.00 万元增加到 20.00 万元（+100.0%）" in found.message
    assert cases(observed(after, before, only="CM14")) == ["fell"]
    assert observed(before, table(2026, money={"basic": "1100000.00"}, staff=10), only="CM14") == []
    assert observed(before, table(2026, money={"basic": "1100000.00"}, staff=0), only="CM14") == []
    assert observed(before, table(2026, money={"basic": "1100000.00"}), only="CM14") == []


def test_between_bodies_only_peers_are_observed_and_the_weightiest_comes_first() -> None:
    own = table(2025, tasks={"会议服务": "100000.00"}, indicators=SET)
    other = table(2026, body="云川市财政局", tasks={"会议服务": "900000.00"}, indicators=SET)
    found = observe(comparison=compare(sides=sides_of([own, other])))
    assert {each.id for each in found} == {"CM13"}
    later = table(2026, tasks={"会议服务": "900000.00"}, indicators=SET[1:])
    severities = [each.severity.value for each in observe(comparison=compare(sides=sides_of([own, later])))]
    assert severities == sorted(severities, key="ROYB".index)


def test_a_row_that_is_the_same_everywhere_is_told_from_one_that_is_not() -> None:
    rows = compare(sides=sides_of([table(2025, indicators=SET), table(2026, indicators=SET)])).rows
    assert all(row.is_same for row in rows)
    assert RowKind.STAFF.label == "人员"
    assert Row("x", RowKind.MONEY, "空", (None,)).held == ()
