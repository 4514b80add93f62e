"""Tables for tests of performance, brought in through the commands themselves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from congress.apps.performance.models import Cell, TargetTable
from congress.apps.performance.services import (
    approve_table,
    issue_table,
    receive_file,
    submit_table,
)
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.jobs import run_one
from congress.platform.documents.api import TakenIn, take_in

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

TARGETS = (
    "2026年云川市人大常委会办公室部门整体支出绩效目标批复情况\n"
    "\n"
    "云川市部门整体预算绩效目标申报表\n"
    "\n"
    "(2026年)\n"
    "\n"
    "部门名称\t云川市人大常委会办公室\t\t\t\n"
    "基本信息\t财政供养人员数\t20\t下属二级单位数\t0\n"
    "\t部门预算支出\t预算金额(万元)\t收入来源\t预算金额(万元)\n"
    "预算整体情况\t基本支出\t100.00\t财政拨款\t150.00\n"
    "\t项目支出\t50.00\t其他资金\t0.00\n"
    "\t事业发展性支出\t预算金额(万元)\t按预算级次划分\t预算金额(万元)\n"
    "\t财政专项资金\t0.00\t市本级使用资金\t150.00\n"
    "\t其他事业发展性支出\t0.00\t拟用于对下转移支付资金\t0.00\n"
    "总体绩效目标\t<p>1. 开好代表大会。</p>\t\t\t\n"
    "年度重点工作任务\t名称\t主要实施内容\t拟投入的资金(元)\t期望达到的目标(概述)\n"
    "\t召开代表大会\t组织会议。\t500,000.00\t会议顺利召开。\n"
    "\t一级指标\t二级指标\t三级指标\t实施周期指标值\t年度指标值\n"
    "绩效指标\t产出指标\t数量指标\t召开会议次数\t1次\t1次\n"
    "\t满意度指标\t服务对象满意度\t代表满意度\t≥95%\t≥95%\n"
)


def run_all_jobs() -> int:
    """Run the queue until it is empty."""
    done = 0
    while run_one():
        done += 1
    return done


def taken(text: str = TARGETS, name: str = "目标表.txt") -> TakenIn:
    """A text as a file that was taken in."""
    return take_in(content=text.encode(), name=name)


def imported_table(*, place: SmallPlace, by: Person, at: datetime, text: str = TARGETS) -> TargetTable:
    """A table brought in by a person for the office and read by the worker."""
    job: UUID = receive_file(actor=by, at=at, target=place.office, taken=taken(text))
    run_all_jobs()
    return TargetTable.objects.get(job=job)


def reviewed(table: TargetTable, *, by: Person, reviewer: Person, at: datetime) -> TargetTable:
    """A table handed in by one person and found right by another."""
    table.refresh_from_db()
    submit_table(actor=by, at=at, target=table.pk, version=table.version, note="说明")
    approve_table(actor=reviewer, at=at, target=table.pk, version=table.version + 1)
    table.refresh_from_db()
    return table


def made_public(
    table: TargetTable, *, by: Person, reviewer: Person, issuer: Person, at: datetime
) -> TargetTable:
    """A table that went all the way to the public, through three people and the worker."""
    reviewed(table, by=by, reviewer=reviewer, at=at)
    issue_table(actor=issuer, at=at, target=table.pk, version=table.version, publishes=True)
    run_all_jobs()
    table.refresh_from_db()
    return table


def with_points(table: TargetTable) -> TargetTable:
    """The same table as if its form had columns for weight and score."""
    with unguarded("fixtures"):
        for name in table.cells.filter(address__endswith=".name", block="indicators"):
            for field, label in (("weight", "分值"), ("score", "得分")):
                Cell(
                    table=table,
                    address=name.address.replace(".name", f".{field}"),
                    block="indicators",
                    order=name.order,
                    label=label,
                    kind="points",
                    state="blank",
                    line=0,
                    column=0,
                    confidence=100,
                ).save(force_insert=True)
    table.refresh_from_db()
    return table
