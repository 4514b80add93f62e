"""Two tables compared by meaning, short and long: the time, its growth, and every name held against every other beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise, product
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.databases import in_own_process, open_place
from benchmarks.measuring import Table, in_turn, milliseconds, once, times

COUNTS = (500, 1_000, 2_000, 4_000)
# All against all takes so long that it is measured once, on the shortest tables.
FULL = COUNTS[0]
RUNS = 3
SUBJECTS = "代表 机关 常委会 立法 预算 系统 培训 宣传 联络站 公众号 档案 信访 调研 视察 食堂 车辆 绿化 消防 图书 审计 教育 医疗 水利 交通"
ACTS = "巡查 整治 修缮 更新 编印 评审 督办 走访 接待 建设 普查 抽检 回访 公示 归集 核对 论证 演练 展示 征集"
ENDS = (
    ("产出指标", "数量指标", "次数", "≥{}次"),
    ("产出指标", "数量指标", "数量", "{}个"),
    ("产出指标", "质量指标", "合格率", "≥{}%"),
    ("产出指标", "时效指标", "及时率", "≥{}%"),
    ("产出指标", "时效指标", "完成率", "≥{}%"),
    ("效益指标", "社会效益指标", "问题整改率", "≥{}%"),
    ("效益指标", "社会效益指标", "知晓率", "≥{}%"),
    ("满意度指标", "服务对象满意度指标", "满意度", "≥{}%"),
    ("成本指标", "经济成本指标", "控制数", "≤{}万元"),
)
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of tables: what its names are like, and how its rows are made from number and year."""

    title: str
    rows: Callable[[int, int], Rows]


def main() -> list[Table]:
    """Measure; no database is asked."""
    return in_own_process(measure)


def measure() -> list[Table]:
    """Measure in this process."""
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as folder:
        open_place(Path(folder))
        return [_growth(kind) for kind in KINDS]


def _growth(kind: Kind) -> Table:
    table = Table(
        f"Two tables compared: {kind.title}",
        ("indicators in each", "compared", "an indicator", "observed", "tied"),
    )
    taken = {}
    for count in COUNTS:
        both = [_table(kind.rows(count, year), year) for year in (2026, 2027)]
        comparison = _compared(both)
        compared, observed = in_turn([partial(_compared, both), partial(_observed, comparison)], runs=RUNS)
        taken[count] = compared
        tied = sum(len(row.held) == 2 for row in comparison.rows)
        per_row = milliseconds(compared / count)
        table.add(f"{count:,}", milliseconds(compared), per_row, milliseconds(observed), f"{tied:,}")
    growth = ", ".join(times(taken[more] / taken[fewer]) for fewer, more in pairwise(COUNTS))
    full = once(partial(_all_with_all, *([_table(kind.rows(FULL, year), year) for year in (2026, 2027)])))
    table.notes.append(
        f"Twice as long takes {growth} the time. Every name held against every other takes "
        f"{times(full / taken[FULL])} the time of comparing already with {FULL} indicators."
    )
    return table


def _worded(count: int, year: int) -> Rows:
    """Names put together from subject, act and measure; worded anew by the year, one of twenty is gone."""
    names = list(product(SUBJECTS.split(), ACTS.split(), ENDS))
    Random(0).shuffle(names)
    random = Random(year)
    rows = []
    kept = [each for each in names if random.random() >= 0.05]
    for subject, act, (level1, level2, end, value) in islice(kept, count):
        stem = f"{subject}{act}" if random.random() < 0.6 else f"开展{subject}{act}工作"
        target = value.format(random.randrange(1, 100))
        rows.append(_row(level1, level2, f"{stem}{end}", target))
    random.shuffle(rows)
    return [{**row, "number": number} for number, row in enumerate(rows, start=1)]


def _numbered(count: int, year: int) -> Rows:
    """Names that differ in a number alone: each is near to all others, and has its own again the year after."""
    rows = [
        _row("产出指标", "数量指标", f"测量用指标{number:04d}", f"≥{number}次")
        for number in range(1, count + 1)
    ]
    Random(year).shuffle(rows)
    return [{**row, "number": number} for number, row in enumerate(rows, start=1)]


def _repeated(count: int, year: int) -> Rows:
    """A few names again and again, as in tables with many projects."""
    few, random = _worded(20, 2026), Random(year)
    return [{**random.choice(few), "number": number} for number in range(1, count + 1)]


def _row(level1: str, level2: str, name: str, target: str) -> dict[str, Any]:
    return {"level1": level1, "level2": level2, "name": name, "annual_target": {"text": target}}


KINDS = (
    Kind("names worded anew", _worded),
    Kind("names that differ in a number", _numbered),
    Kind("twenty names again and again", _repeated),
)


def _table(rows: Rows, year: int) -> Any:
    from congress.apps.performance.domain.comparing.published import table_of_data

    return table_of_data({"body_name": "云川市人大常委会办公室", "year": year, "indicators": rows})


def _compared(tables: list[Any]) -> Any:
    """As when a page is opened for the first time: no name is known from before."""
    from congress.apps.performance.domain.comparing import compare, meaning, sides_of

    meaning._meaning.cache_clear()
    return compare(sides=sides_of(tables))


def _observed(comparison: Any) -> Any:
    from congress.apps.performance.domain.comparing import observe

    return observe(comparison=comparison)


def _all_with_all(first: Any, second: Any) -> int:
    from congress.apps.performance.domain.comparing.matching import compare_items, indicator_item
    from congress.standards.indicators.meanings import vocabulary

    words = vocabulary()
    one, two = ([indicator_item(each) for each in table.all_indicators] for table in (first, second))
    return sum(compare_items(a, b, words=words).percent >= words.lowest for a, b in product(one, two))


if __name__ == "__main__":
    for each in main():
        print(each.markdown())
