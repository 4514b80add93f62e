"""Reading disclosures in every format, beside what only unpacks them; and growth with their length."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.databases import in_own_process, open_place
from benchmarks.disclosures import SAMPLE, long_disclosure, samples
from benchmarks.measuring import Table, in_turn, milliseconds, number, seconds, times

RUNS = 5
SHORT, LONG = 200, 2000


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
    for name, (content, peer, bare) in _documents(text).items():
        try:
            understood = f"{_indicators(content)} of {_indicators(text)}"
        except Exception as failure:  # shown in the table: a format that cannot be read is the finding
            table.add(name, "", "", "", f"not read: {getattr(failure, 'message', failure)}")
            continue
        whole, plain = in_turn([partial(_read, content), bare], runs=RUNS)
        table.add(name, number(1 / whole), milliseconds(whole), f"{times(whole / plain)} {peer}", understood)
    table.notes.append(
        f"Sniffed, read, typed and checked each time; the document is the sample `{SAMPLE}`, rendered by the platform."
    )
    return table


def _documents(text: bytes) -> dict[str, tuple[bytes, str, Callable[[], object]]]:
    """The same document in every format, with a named peer that only unpacks it."""
    import docx
    import pypdfium2
    import python_calamine
    from lxml import html

    from congress.apps.performance.domain import official_layout
    from congress.apps.performance.presenters.sheets import sheet_of
    from congress.platform.documents.api import render_docx, render_html, render_pdf, render_xlsx

    sheet = sheet_of(official_layout(table=_typed(text)))
    page = f"<!doctype html><html><body>{render_html(sheet=sheet)}</body></html>".encode()
    word, excel, pdf = render_docx(sheet=sheet), render_xlsx(sheet=sheet), render_pdf(sheet=sheet)

    def pdf_text() -> None:
        document = pypdfium2.PdfDocument(pdf)
        for leaf in document:
            leaf.get_textpage().get_text_range()

    def excel_rows() -> None:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(excel))
        for sheet_name in workbook.sheet_names:
            workbook.get_sheet_by_name(sheet_name).to_python()

    return {
        "TXT": (text, "a bare split", lambda: [line.split("\t") for line in text.decode().split("\n")]),
        "HTML": (
            page,
            "bare lxml",
            lambda: ["".join(map(str, cell.itertext())) for cell in html.fromstring(page).iter("td", "th")],
        ),
        "DOCX": (word, "opening it with python-docx", lambda: docx.Document(io.BytesIO(word))),
        "XLSX": (excel, "bare calamine", excel_rows),
        "PDF": (pdf, "bare pdfium text", pdf_text),
    }


def _growth() -> Table:
    table = Table("Growth with the length of a disclosure (TXT)", ("indicators", "time", "an indicator"))
    taken = {count: seconds(partial(_read, long_disclosure(count)), runs=3) for count in (SHORT, LONG)}
    for count, each in taken.items():
        table.add(f"{count:,}", milliseconds(each), milliseconds(each / count))
    ratio = taken[LONG] / taken[SHORT]
    table.notes.append(f"{LONG // SHORT} times as long takes {times(ratio)} the time.")
    return table


def _typed(content: bytes):  # type: ignore[no-untyped-def]
    from congress.apps.performance.domain import assemble, read_disclosure
    from congress.platform.documents.api import read_source, sniff

    sniffed = sniff(head=content[:4096], whole=content, name="测量")
    reading = read_disclosure(source=read_source(content=content, media_type=sniffed.media_type))
    return assemble(form=reading.form, cells=reading.cells)


def _read(content: bytes) -> None:
    from congress.apps.performance.domain import check

    check(table=_typed(content))


def _indicators(content: bytes) -> int:
    return len(_typed(content).indicators)


if __name__ == "__main__":
    for each in main():
        print(each.markdown())
