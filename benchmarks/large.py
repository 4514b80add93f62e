"""Large amounts: 100,000 rows as one import, as many audit rows sealed and verified, 10,000 texts searched."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from uuid import UUID

from benchmarks.databases import database_name, on_each_database, own_place
from benchmarks.measuring import Table, in_turn, milliseconds, number, once, percentile, times

ROWS = 100_000
FEW_ROWS = 10_000
BLOCK = 500
TEXTS = 10_000
FEW_TEXTS = 1_000
TEXTS_AT_ONCE = 50
SENTENCES = 8
ASKED = {"养老": "in one text of ten", "预算": "in nearly all texts", "绿道": "in ten texts"}
WORDS = [
    "预算",
    "代表",
    "立法",
    "监督",
    "会议",
    "报告",
    "建议",
    "办理",
    "审查",
    "决算",
    "政府",
    "部门",
    "街道",
    "社区",
    "教育",
    "医疗",
    "交通",
    "环境",
    "河道",
    "用水",
    "就业",
    "住房",
    "安全",
    "质量",
    "项目",
    "资金",
    "绩效",
    "目标",
    "指标",
    "完成",
    "情况",
    "加强",
    "推进",
    "落实",
    "检查",
    "整改",
    "调研",
    "座谈",
    "意见",
    "群众",
    "联络",
    "接待",
    "公开",
    "信息",
]


def main() -> list[Table]:
    """Measure on each database."""
    tables, left_out = on_each_database(measure)
    tables[-1].notes += [left_out] if left_out else []
    return tables


def measure() -> list[Table]:
    """Measure on the database of this process."""
    with own_place():
        from benchmarks import planted

        body = planted.plant()
        return [_amounts(body), _searched(body)]


def _amounts(body: UUID) -> Table:
    table = Table(
        f"A hundred thousand rows, {database_name()}",
        ("what", "rows a second", "beside", f"a row, beside the first {FEW_ROWS:,}"),
    )
    names = [f"测量{each:06d}" for each in range(ROWS)]
    bare = once(lambda: _written_bare(body, names)) / ROWS
    table.add("written by one bare bulk insert", number(1 / bare), "", "")
    _add_import(table, body, names, bare)
    _add_trail(table, bare)
    return table


# --- one import -----------------------------------------------------------------------------------------------


def _written_bare(body: UUID, names: list[str]) -> None:
    from django.db import transaction

    from benchmarks import planted
    from congress.platform.core.guard import unguarded
    from congress.platform.organisation.models import Person

    with transaction.atomic(), unguarded("fixtures"):
        Person.objects.bulk_create(planted.people(body, names), batch_size=BLOCK)


def _add_import(table: Table, body: UUID, names: list[str], bare: float) -> None:
    few = [_import(body, [f"{mark}{name}" for name in names[:FEW_ROWS]]) for mark in "甲乙丙"]
    many = _import(body, [f"丁{name}" for name in names])
    table.add(
        "persons of a workbook read and checked",
        number(1 / many.check),
        f"{times(many.check / bare)} the bare bulk insert",
        times(many.check / min(each.check for each in few)),
    )
    table.add(
        "persons imported as one batch",
        number(1 / many.write),
        f"{times(many.write / bare)} the bare bulk insert",
        times(many.write / min(each.write for each in few)),
    )
    table.notes.append(
        f"The longest of the import's steps, a command each, took {milliseconds(many.longest_step)}."
    )


@dataclass(slots=True)
class Imported:
    """Seconds a row for reading and checking and for writing, and the longest step in seconds."""

    check: float
    write: float
    longest_step: float


def _import(body: UUID, names: list[str]) -> Imported:
    """Persons come in from a workbook, as the organisation's pages bring them in."""
    from benchmarks import planted
    from congress.platform.core import clock
    from congress.platform.core.actors import System
    from congress.platform.organisation import tasks
    from congress.platform.organisation.domain.people_rows import PEOPLE
    from congress.platform.organisation.models import ImportPlan
    from congress.platform.organisation.services import receive_file, start_import
    from congress.platform.organisation.workbooks import workbook

    rows = ([planted.BODY_CODE, name, "女", None, f"199{place:08d}"] for place, name in enumerate(names))
    content, console = workbook(dataset=PEOPLE, rows=rows), System("console")
    plan = receive_file(
        actor=console,
        at=planted.AT,
        target=body,
        kind="people",
        file_name="测量.xlsx",
        content=content,
        by_job=False,
    )
    check = once(lambda: tasks.check(plan, now=clock.now))
    start_import(actor=console, at=planted.AT, target=plan, by_job=False)
    steps = [time.perf_counter()]
    write = once(
        lambda: tasks.carry_out(plan, now=clock.now, say=lambda *_: steps.append(time.perf_counter()))
    )
    written = ImportPlan.objects.defer("content").select_related("batch").get(pk=plan)
    if written.state != "done" or written.batch is None or written.batch.row_count != len(names):
        raise RuntimeError(f"the import ended as {written.state}: {written.message} {written.faults[:3]}")
    longest = max(later - earlier for earlier, later in pairwise(steps))
    return Imported(check / len(names), write / len(names), longest)


# --- the audit trail ------------------------------------------------------------------------------------------


def _add_trail(table: Table, bare: float) -> None:
    from benchmarks import planted
    from congress.platform.audit.api import seal_rows
    from congress.platform.audit.models import AuditRow
    from congress.platform.core import clock

    seal_rows(at=clock.now())
    sealed, verified = [], []
    for count in (FEW_ROWS, ROWS - FEW_ROWS):
        planted.trail_rows(count)
        sealed.append(once(lambda: seal_rows(at=clock.now())) / count)
        verified.append(once(_verified) / AuditRow.objects.count())
    read = once(lambda: sum(1 for _ in AuditRow.objects.iterator(chunk_size=1000))) / AuditRow.objects.count()
    beside = f"{times(sealed[1] / bare)} the bare bulk insert"
    table.add("audit rows sealed", number(1 / sealed[1]), beside, times(sealed[1] / sealed[0]))
    beside = f"{times(verified[1] / read)} only reading the rows"
    table.add("audit rows verified", number(1 / verified[1]), beside, times(verified[1] / verified[0]))


def _verified() -> None:
    from congress.platform.audit.api import verify_audit

    found = verify_audit()
    if not found.is_sound:
        raise RuntimeError(found.sentence)


# --- search ---------------------------------------------------------------------------------------------------


def _searched(body: UUID) -> Table:
    from benchmarks import planted

    person = planted.somebody(body)
    texts = _texts()
    table = Table(
        f"Search in {TEXTS:,} texts of {len(texts[0][1])} characters, {database_name()}",
        ("word", "found", "median", "95 %", "beside a bare LIKE", f"beside {FEW_TEXTS:,} texts"),
    )
    put_few = once(lambda: _put(body, texts[:FEW_TEXTS]))
    few = {word: _asked(person, word)[1] for word in ASKED}
    put_many = once(lambda: _put(body, texts[FEW_TEXTS:]))
    for word, how in ASKED.items():
        total, median, slow = _asked(person, word)
        plain = in_turn([_scanned(word)], runs=3)[0]
        growth = times(median / few[word])
        table.add(
            f"{word} ({how})",
            f"{total:,}",
            milliseconds(median),
            milliseconds(slow),
            times(median / plain),
            growth,
        )
    rate, before = (TEXTS - FEW_TEXTS) / put_many, FEW_TEXTS / put_few
    table.notes.append(
        f"Put into the index: {number(rate)} texts a second, {TEXTS_AT_ONCE} a command ({number(before)} the first {FEW_TEXTS:,})."
    )
    return table


def _texts() -> list[tuple[str, str]]:
    """Invented texts of common words; a few hold the words that are asked for."""
    chance = Random(20260302)
    made = []
    for each in range(TEXTS):
        sentences = ["".join(chance.choices(WORDS, k=16)) + "。" for _ in range(SENTENCES)]
        rare = (
            "养老服务" if each % 10 == 0 else "日常工作",
            "滨江绿道" if each % (TEXTS // 10) == 5 else "城市道路",
        )
        made.append((f"测量材料 {each:05d}", "".join([*sentences, *rare])))
    return made


def _put(body: UUID, texts: list[tuple[str, str]]) -> None:
    from benchmarks import planted

    for begin in range(0, len(texts), TEXTS_AT_ONCE):
        block = texts[begin : begin + TEXTS_AT_ONCE]
        planted.make_findable(actor=planted.MACHINE, at=planted.AT, body=body, texts=block)


def _asked(person: object, word: str) -> tuple[int, float, float]:
    """How many are found, the median time of asking and its 95th percentile."""
    from congress.platform.search.api import find

    total = find(actor=person, words=word).total  # type: ignore[arg-type]
    taken = [once(lambda: find(actor=person, words=word)) for _ in range(15)]  # type: ignore[arg-type]
    return total, percentile(taken, 0.5), percentile(taken, 0.95)


def _scanned(word: str) -> Callable[[], object]:
    """The peer: every text read for the word, on the same database."""
    from congress.platform.search.models import SearchChunk

    return lambda: SearchChunk.objects.filter(text__contains=word).count()


if __name__ == "__main__":
    for each in main():
        print(each.markdown())
