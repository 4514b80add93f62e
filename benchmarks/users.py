"""Two hundred signed-in people clicking at once: what they wait for, what fails, and whether a correction is lost."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.arranging import Clerk, Kept, clerks, kept_corrections
from benchmarks.clicking import Clicks, click, knock
from benchmarks.databases import in_own_process, on_each_database
from benchmarks.measuring import Table, megabytes, milliseconds, number, percentile, times
from benchmarks.places import (
    WEB_PROCESSES,
    demonstration_place,
    family,
    memory_bytes,
    processor_seconds,
    serving,
)

PEOPLE = 200
TABLES = 20
PAUSE_SECONDS = 5.0
READING_SECONDS = 20.0
RUSH_SECONDS = 10.0
KNOCKING_SECONDS = 3.0


def main() -> list[Table]:
    """Measure on each database."""
    tables, left_out = on_each_database(measure)
    tables[-1].notes += [left_out] if left_out else []
    return tables


def measure() -> list[Table]:
    """Measure `congress serve` on loopback over the database of this process."""
    with demonstration_place() as folder:
        name, people = in_own_process(clerks, folder, PEOPLE, TABLES)
        before = in_own_process(kept_corrections, folder, people)
        with serving(folder, "--workers", str(WEB_PROCESSES)) as served:
            first = in_own_process(
                click, served.address, people[:4], 2.0, 0.0
            )  # every template is loaded once
            people = _as_they_left(people, first)
            limit = in_own_process(knock, served.address, PEOPLE, KNOCKING_SECONDS)
            reading = in_own_process(click, served.address, people, READING_SECONDS, PAUSE_SECONDS)
            people = _as_they_left(people, reading)
            used = processor_seconds(family(served.process.pid))
            rush = in_own_process(click, served.address, people, RUSH_SECONDS, 0.0)
            used = processor_seconds(family(served.process.pid)) - used
            memory = memory_bytes(family(served.process.pid))
        after = in_own_process(kept_corrections, folder, people)
    calm = _table(
        f"{PEOPLE} people, each clicks again {PAUSE_SECONDS:.0f} s after the page came, {name}", reading
    )
    busy = _table(f"{PEOPLE} people, each clicks again at once, {name}", rush)
    busy.notes += [
        f"The same server answers its health probe {number(limit.a_second)} times a second to {PEOPLE} connections,"
        f" {times(limit.a_second / rush.a_second)} as often as these pages: what the HTTP stack can do at most.",
        f"An answer took the platform's processes {milliseconds(used / rush.count)} of a processor;"
        f" together they held {megabytes(memory)} at the end.",
        _losses([first, reading, rush], before, after),
    ]
    return [calm, busy]


def _as_they_left(people: list[Clerk], clicks: Clicks) -> list[Clerk]:
    """Everybody again, each seeing in their cell what they saved last."""
    return [
        replace(each, text=clicks.acknowledged[each.account][-1])
        if each.account in clicks.acknowledged
        else each
        for each in people
    ]


def _table(title: str, clicks: Clicks) -> Table:
    table = Table(title, ("page", "answers", "median", "95 %", "99 %", "longest"))
    for what, taken in sorted(clicks.answers.items()):
        shares = [milliseconds(percentile(taken, share)) for share in (0.5, 0.95, 0.99, 1.0)]
        table.add(what, f"{len(taken):,}", *shares)
    failed = "; ".join(f"{what} × {count}" for what, count in sorted(clicks.failures.items())) or "nothing"
    table.notes.append(f"Together {number(clicks.a_second)} answers a second. Failed: {failed}.")
    return table


def _losses(phases: list[Clicks], before: Kept, after: Kept) -> str:
    """Every acknowledged correction is in the database, in the trail and in its cell; or the sentence says otherwise."""
    saved = [each for clicks in phases for each in clicks.acknowledged.values()]
    acknowledged = sum(len(each) - 1 for each in saved)
    last = {account: texts[-1] for clicks in phases for account, texts in clicks.acknowledged.items()}
    wrong = sum(after.last_texts[account] != text for account, text in last.items())
    return (
        f"Corrections acknowledged {acknowledged:,}, stored {after.corrections - before.corrections:,}, in the audit trail"
        f" {after.trail_rows - before.trail_rows:,}; cells that do not hold what was acknowledged last: {wrong}."
    )


if __name__ == "__main__":
    for each in main():
        print(each.markdown())
