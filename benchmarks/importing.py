"""Ten thousand disclosures read, typed and checked, one after the other in one process: how many a second, how much memory.

python -m benchmarks.importing 300     a small sample of each: a third and a tenth of it are its marks
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from benchmarks.databases import in_own_process, open_place
from benchmarks.disclosures import Family, another, families, read_and_checked
from benchmarks.measuring import Table, in_turn, megabytes, milliseconds, number, times

MOST = 10_000
# What the README promises, in documents a second.
PROMISED = {"TXT": 200, "HTML": 200, "DOCX": 50, "XLSX": 50}
RUNS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the measurement had come: documents, seconds and processor time spent, memory of the process in bytes."""

    documents: int
    seconds: float
    processor_seconds: float
    memory_bytes: int


def main(most: int = MOST) -> list[Table]:
    """Measure; no database is asked. Each format has a process of its own, so that memory is its own."""
    table = Table(
        f"{most:,} disclosures imported and checked",
        (
            "format",
            "documents a second",
            "promised",
            "processor time a document",
            *(f"a document, the first {mark:,}" for mark in marks(most)),
            f"memory after {marks(most)[0]:,}",
            f"memory after {most:,}",
        ),
    )
    for kind in PROMISED:
        found = in_own_process(measure, kind, most)
        table.add(
            kind,
            number(found[-1].documents / found[-1].seconds),
            f"≥ {PROMISED[kind]}",
            milliseconds(found[-1].processor_seconds / found[-1].documents),
            *(milliseconds(mark.seconds / mark.documents) for mark in found),
            megabytes(found[0].memory_bytes),
            megabytes(found[-1].memory_bytes),
        )
    table.notes.append(
        "Every document is told, read, understood, typed and checked; all of them differ. The samples of every layout "
        "take turns, each about another place; making them is not counted. A time for a document that stays the same "
        "from the first mark to the last is growth in proportion. Processor time is what is left where others wanted the "
        "machine too."
    )
    return [table, in_own_process(measure_pages)]


def marks(most: int) -> tuple[int, int, int]:
    """After how many documents is looked at the clock: a tenth, three tenths, all."""
    return most // 10, most * 3 // 10, most


def measure(kind: str, most: int) -> list[Mark]:
    """Import so many documents of one format in this process."""
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as folder:
        open_place(Path(folder))
        made = families(kind)
        for family in made:
            read_and_checked(family.content)
        return _imported(made, most)


def _imported(made: list[Family], most: int) -> list[Mark]:
    found: list[Mark] = []
    spent = processor_spent = 0.0
    for done, family in enumerate(islice(cycle(made), most), start=1):
        content = another(family, done)
        begun, processor_begun = time.perf_counter(), time.process_time()
        read_and_checked(content)
        spent += time.perf_counter() - begun
        processor_spent += time.process_time() - processor_begun
        if done in marks(most):
            found.append(Mark(done, spent, processor_spent, _memory_bytes()))
    return found


def measure_pages() -> Table:
    """PDF, page by page, beside the engine that only takes out the text."""
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as folder:
        open_place(Path(folder))
        return _pages(families("PDF"))


def _pages(made: list[Family]) -> Table:
    import pypdfium2

    def bare(content: bytes) -> int:
        return len([leaf.get_textpage().get_text_range() for leaf in pypdfium2.PdfDocument(content)])

    table = Table(
        "PDF pages imported and checked",
        ("layout", "pages", "pages a second", "bare pdfium text, pages a second", "beside it"),
    )
    for family in made:
        pages = bare(family.content)
        ours, theirs = in_turn(
            [partial(read_and_checked, family.content), partial(bare, family.content)], runs=RUNS
        )
        table.add(
            family.name,
            f"{pages}",
            number(pages / ours),
            number(pages / theirs),
            f"{times(ours / theirs)} the time",
        )
    table.notes.append(
        "The engine gives a stream of text; ours is also rows, columns, merged cells and the table they make."
    )
    return table


def _memory_bytes() -> int:
    """What the process holds in memory now."""
    resident = int(Path("/proc/self/statm").read_text().split()[1])
    return resident * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    for each in main(int(sys.argv[1]) if len(sys.argv) > 1 else MOST):
        print(each.markdown())
