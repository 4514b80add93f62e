"""Reading disclosures in every format, beside what only unpacks them; and growth with their length."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.databases import in_own_process, open_place
from benchmarks.disclosures import (
    OLD_OFFICE,
    SAMPLE,
    long_disclosure,
    read_and_checked,
    renderers,
    samples,
    sheet_of,
    typed,
)
from benchmarks.measuring import Table, in_turn, milliseconds, number, seconds, times

RUNS = 5
SHORT, LONG = 200, 2000
Peer = tuple[str, Callable[[], object]]


def main() -> list[Table]:
    """Measure; no database is asked."""
    return in_own_process(measure)


def measure() -> list[Table]:
    """Measure in this process."""
    with tempfile.TemporaryDirectory(prefix="renda-bench-") as folder:
        open_place(Path(folder))
        return [_formats(), _growth()]


def _formats() -> Table:
    table = Table(
        "Reading and checking a disclosure",
        ("format", "documents a second", "a document", "beside", "indicators understood"),
    )
    text = next(content for content in samples() if "目标批复" in content.decode())
    for name, content in _documents(text).items():
        try:
            understood = f"{_indicators(content)} of {_indicators(text)}"
        except Exception as failure:  # shown in the table: a format that cannot be read is the finding
            table.add(name, "", "", "", f"not read: {getattr(failure, 'message', failure)}")
            continue
        peer, bare = _peers(content)[name]
        whole, plain = in_turn([partial(read_and_checked, content), bare], runs=RUNS)
        table.add(name, number(1 / whole), milliseconds(whole), f"{times(whole / plain)} {peer}", understood)
    table.notes.append(
        f"Sniffed, read, typed and checked each time; the document is the sample `{SAMPLE}`, rendered by the platform; "
        "DOC and XLS were made of that by an office suite, OFD shows what the PDF shows."
    )
    return table


def _documents(text: bytes) -> dict[str, bytes]:
    """The same document in every format."""
    sheet = sheet_of(text)
    return {
        "TXT": text,
        **{kind: render(sheet) for kind, render in renderers().items()},
        "DOC": (OLD_OFFICE / "targets.doc").read_bytes(),
        "XLS": (OLD_OFFICE / "targets.xls").read_bytes(),
    }


def _peers(content: bytes) -> dict[str, Peer]:
    """By format, something that only unpacks the file, and its name."""
    import docx
    import pypdfium2
    import python_calamine
    from lxml import etree, html

    from congress.platform.documents.readers import compound

    def cells_of_page() -> list[str]:
        return ["".join(map(str, cell.itertext())) for cell in html.fromstring(content).iter("td", "th")]

    def text_of_pages() -> None:
        for leaf in pypdfium2.PdfDocument(content):
            leaf.get_textpage().get_text_range()

    def rows_of_sheets() -> None:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet_name in workbook.sheet_names:
            workbook.get_sheet_by_name(sheet_name).to_python()

    def parts() -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for member in package.namelist():
                etree.fromstring(package.read(member))

    def streams() -> None:
        container = compound.opened(content=content)
        for name in container.names() if container else ():
            container.stream(name=name)  # type: ignore[union-attr]

    return {
        "TXT": ("a bare split", lambda: [line.split("\t") for line in content.decode().split("\n")]),
        "HTML": ("bare lxml", cells_of_page),
        "DOCX": ("opening it with python-docx", lambda: docx.Document(io.BytesIO(content))),
        "XLSX": ("bare calamine", rows_of_sheets),
        "PDF": ("bare pdfium text", text_of_pages),
        "OFD": ("its parts through lxml", parts),
        "DOC": ("its streams alone", streams),
        "XLS": ("bare calamine", rows_of_sheets),
    }


def _growth() -> Table:
    table = Table("Growth with the length of a disclosure (TXT)", ("indicators", "time", "an indicator"))
    taken = {
        count: seconds(partial(read_and_checked, long_disclosure(count)), runs=3) for count in (SHORT, LONG)
    }
    for count, each in taken.items():
        table.add(f"{count:,}", milliseconds(each), milliseconds(each / count))
    ratio = taken[LONG] / taken[SHORT]
    table.notes.append(f"{LONG // SHORT} times as long takes {times(ratio)} the time.")
    return table


def _indicators(content: bytes) -> int:
    return len(typed(content).indicators)


if __name__ == "__main__":
    for each in main():
        print(each.markdown())
