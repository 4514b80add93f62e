"""Commands a second through the door, with audit and outbox, beside a bare transaction that writes the same row."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from uuid import UUID

from benchmarks.databases import database_name, on_each_database, own_place
from benchmarks.measuring import (
    Table,
    flushes_a_second,
    in_turn,
    milliseconds,
    number,
    once,
    percentile,
    times,
)

ROUNDS = 100
RUNS = 5
LATER_RUNS = 3
EARLIER_ROWS = 100_000
THREADS = 4


def main() -> list[Table]:
    """Measure on each database."""
    tables, left_out = on_each_database(measure)
    tables[-1].notes += [left_out] if left_out else []
    return tables


def measure() -> list[Table]:
    """Measure on the database of this process."""
    with own_place() as folder:
        flushes = flushes_a_second(folder)
        from benchmarks import planted

        body = planted.plant()
        kinds = _kinds(body)
        name = database_name()
        works = [_repeated(work) for work in kinds.values()]
        fresh = in_turn(works, runs=RUNS)
        heard = _delivered_a_second()
        planted.trail_rows(EARLIER_ROWS)
        later = in_turn(works, runs=LATER_RUNS)
        table = Table(
            f"Commands through the door, {name}",
            (
                "one after the other",
                "a second",
                "beside the bare one",
                f"with {EARLIER_ROWS:,} audit rows",
                "beside the bare one",
            ),
        )
        for what, first, second in zip(kinds, fresh, later, strict=True):
            table.add(
                what,
                number(ROUNDS / first),
                f"{times(first / fresh[0])} the time",
                f"{number(ROUNDS / second)} a second",
                f"{times(second / later[0])} the time",
            )
        table.add("a fact delivered to its handler, which runs a command", number(heard), "", "", "")
        table.add("limit: the disk makes 4 KiB durable", number(flushes), "", "", "")
        return [table, _at_once(name, kinds)]


def _kinds(body: UUID) -> dict[str, Callable[[], object]]:
    """What is measured, the bare transaction first."""
    from django.db import connection, transaction

    from benchmarks import planted
    from congress.platform.core.guard import unguarded

    person = planted.somebody(body)

    def bare() -> None:
        with transaction.atomic(durable=True), unguarded("fixtures"):
            planted.set_up_post(body)

    def by_person() -> None:
        planted.set_up(actor=person, at=planted.AT, target=body)

    kinds: dict[str, Callable[[], object]] = {
        "bare transaction, one row": bare,
        "command by the platform": lambda: planted.set_up(actor=planted.MACHINE, at=planted.AT, target=body),
        "command by a person": by_person,
        "command by a person that tells a fact": lambda: planted.set_up_and_tell(
            actor=person, at=planted.AT, target=body
        ),
    }
    if connection.vendor == "sqlite":
        kinds["bare transaction, durable at each commit"] = _durable(bare)
        kinds["command by a person, durable at each commit"] = _durable(by_person)
    return kinds


def _durable(work: Callable[[], object]) -> Callable[[], None]:
    """The same with SQLite waiting for the disk at each commit, as PostgreSQL does; the platform's setting does not."""
    from django.db import connection

    def waiting() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            work()
            cursor.execute("PRAGMA synchronous=NORMAL")

    return waiting


def _repeated(work: Callable[[], object]) -> Callable[[], None]:
    def repeat() -> None:
        for _ in range(ROUNDS):
            work()

    return repeat


def _delivered_a_second() -> float:
    from benchmarks import planted
    from congress.platform.events.api import deliver_due

    delivered = 0

    def all_of_them() -> None:
        nonlocal delivered
        while count := deliver_due(at=planted.AT):
            delivered += count

    taken = once(all_of_them)
    return delivered / taken


def _at_once(name: str, kinds: dict[str, Callable[[], object]]) -> Table:
    table = Table(
        f"{THREADS} threads at once, {name}",
        (f"{THREADS} × {ROUNDS}", "a second together", "median", "95 %", "longest wait", "failed"),
    )
    for what, work in kinds.items():
        together, waits, failed = _in_threads(work)
        table.add(
            what,
            number(len(waits) / together),
            milliseconds(percentile(waits, 0.5)),
            milliseconds(percentile(waits, 0.95)),
            milliseconds(max(waits)),
            str(failed),
        )
    return table


def _in_threads(work: Callable[[], object]) -> tuple[float, list[float], int]:
    """The time of all threads together, the time of each call, and how many calls failed."""
    from django.db import connections

    waits: list[float] = []
    failures: list[Exception] = []
    ready = threading.Barrier(THREADS + 1)

    def run() -> None:
        connections["default"].ensure_connection()
        ready.wait()
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            try:
                work()
            except Exception as failure:  # counted and shown: a benchmark that dies of one tells less
                failures.append(failure)
            else:
                waits.append(time.perf_counter() - begun)
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    ready.wait()

    def wait_for_all() -> None:
        for thread in threads:
            thread.join()

    return once(wait_for_all), waits, len(failures)


if __name__ == "__main__":
    for each in main():
        print(each.markdown())
