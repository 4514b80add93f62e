"""Every known fault of the five real documents is found, and every further finding stands on a reviewed list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from congress.apps.performance.domain import Finding, assemble, check
from congress.apps.performance.tests import known_faults
from congress.apps.performance.tests.sources import read

DOCUMENTS = {
    "dongguan-2023-targets": known_faults.DONGGUAN_2023,
    "dongguan-2026-targets": known_faults.DONGGUAN_2026,
    "shenzhen-2021-self-evaluation": known_faults.SHENZHEN_2021,
    "lianjiang-2024-targets": known_faults.LIANJIANG_2024,
    "guangzhou-2025-projects": known_faults.GUANGZHOU_2025,
}


@dataclass(frozen=True, slots=True)
class Known:
    """One line of what is known."""

    kind: str
    id: str
    case: str
    address: str

    def is_in(self, finding: Finding) -> bool:
        """Whether a finding is the one this line speaks of."""
        return (finding.id, finding.case) == (self.id, self.case) and self.address in finding.addresses


def lines_of(text: str) -> list[Known]:
    """The lines that name a check."""
    parts = [line.split(maxsplit=4) for line in text.strip().split("\n")]
    assert {part[0] for part in parts} <= {"must", "may", "person", "further"}
    return [Known(*part[:4]) for part in parts if part[1] != "-"]


def findings_of(shared: Path, name: str, *, before: str | None = None) -> tuple[Finding, ...]:
    """What the checks find in a document."""
    readings = [
        read((shared / "disclosures" / f"{each}.txt").read_text(encoding="utf-8"))
        for each in (name, before)
        if each
    ]
    table, *earlier = [assemble(form=reading.form, cells=reading.cells) for reading in readings]
    problems = readings[0].problems
    return check(table=table, before=earlier[0] if earlier else None, problems=problems)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_known_fault_is_found(shared: Path, name: str) -> None:
    found = findings_of(shared, name)
    missed = [line for line in lines_of(DOCUMENTS[name]) if not any(line.is_in(each) for each in found)]
    assert missed == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_found_that_nobody_has_reviewed(shared: Path, name: str) -> None:
    known = lines_of(DOCUMENTS[name])
    unknown = [
        (each.id, each.case, each.addresses[0], each.message)
        for each in findings_of(shared, name)
        if not any(line.is_in(each) for line in known)
    ]
    assert unknown == []


def test_what_only_last_years_table_tells(shared: Path) -> None:
    names = ("dongguan-2026-targets", "dongguan-2023-targets")
    alone = findings_of(shared, names[0])
    beside = findings_of(shared, names[0], before=names[1])
    known = lines_of(known_faults.DONGGUAN_YEARS)
    more = [each for each in beside if each not in alone]
    assert len(more) == len(known)
    assert all(any(line.is_in(each) for each in more) for line in known)


@pytest.mark.parametrize(
    ("name", "id", "case", "figures"),
    [
        ("dongguan-2023-targets", "PQ20", "coverage_low", ("1,246.52", "1,494.42", "83.4%", "247.90")),
        ("dongguan-2026-targets", "PQ20", "coverage_low", ("766.46", "1,059.59", "72.3%", "293.13")),
        ("lianjiang-2024-targets", "PQ20", "coverage_low", ("334.87", "29.2%", "810.07")),
        ("guangzhou-2025-projects", "PQ21", "sum_rounding", ("3,465.69", "3,465.68", "0.01", "19")),
        ("guangzhou-2025-projects", "PQ06", "payment_rate", ("7 个项目",)),
        ("guangzhou-2025-projects", "PQ06", "acceptance", ("11 个项目",)),
        ("shenzhen-2021-self-evaluation", "PQ15", "above_range", ("165.0%",)),
        ("shenzhen-2021-self-evaluation", "PQ16", "missed", ("72.0%",)),
        ("shenzhen-2021-self-evaluation", "PQ17", "rate_differs", ("94.24%",)),
        ("shenzhen-2021-self-evaluation", "PQ17", "task_below_line", ("89.97%",)),
    ],
)
def test_sentences_carry_the_figures(
    shared: Path, name: str, id: str, case: str, figures: tuple[str, ...]
) -> None:
    found = next(each for each in findings_of(shared, name) if (each.id, each.case) == (id, case))
    assert all(figure in found.message for figure in figures)
