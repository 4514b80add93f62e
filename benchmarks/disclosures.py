"""Disclosures of any length, number and format, made from the samples of the demonstration place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

SAMPLE = "yunchuan-2026-targets.txt"
# Written by an office suite from that sample; nothing here could write them.
OLD_OFFICE = (
    Path(__file__).resolve().parents[1] / "src" / "congress" / "apps" / "performance" / "tests" / "files"
)
# The place a disclosure speaks of, and what the places of the others are called.
_PLACE = re.compile(r"年(?:度)?([\u4e00-\u9fff]{2})[市县区镇]")
_SYLLABLES = "东西南北江河湖海山川云溪石林松柏清源平安永兴长宁和顺德化新城白沙金水龙泉玉湾"


@dataclass(frozen=True, slots=True)
class Family:
    """One layout: its name, a document of it in one format, and the name of the place in it."""

    name: str
    content: bytes
    place: str


def samples() -> list[bytes]:
    """The samples as they stand in the repository."""
    return list(_samples().values())


def long_disclosure(indicators: int) -> bytes:
    """The target table of the sample with so many indicators more, each of another name."""
    lines = (files("congress.apps.performance") / "samples" / SAMPLE).read_text("utf-8").split("\n")
    row = next(number for number, line in enumerate(lines) if line.startswith("\t数量指标\t"))
    more = [f"\t\t\t测量用指标{number:04d}\t≥{number + 1}次\t≥{number + 1}次" for number in range(indicators)]
    return "\n".join([*lines[: row + 1], *more, *lines[row + 1 :]]).encode()


def families(kind: str) -> list[Family]:
    """A document of every layout there are samples of: as written (TXT), or laid out anew in another format."""
    made = []
    for name, text in _samples().items():
        found = _PLACE.search(text.decode())
        content = text if kind == "TXT" else renderers()[kind](sheet_of(text))
        made.append(Family(name, content, found[1] if found else ""))
    return made


def renderers() -> dict[str, Callable[[Any], bytes]]:
    """How the platform writes a sheet, by format; OFD is what a PDF shows."""
    from congress.platform.documents.api import render_docx, render_html, render_pdf, render_xlsx
    from congress.platform.documents.tests.ofd_copies import ofd_copy

    return {
        "HTML": lambda sheet: f"<!doctype html><html><body>{render_html(sheet=sheet)}</body></html>".encode(),
        "DOCX": lambda sheet: render_docx(sheet=sheet),
        "XLSX": lambda sheet: render_xlsx(sheet=sheet),
        "PDF": lambda sheet: render_pdf(sheet=sheet),
        "OFD": lambda sheet: ofd_copy(render_pdf(sheet=sheet)),
    }


def sheet_of(text: bytes) -> Any:
    """The official layout of a disclosure, to be rendered."""
    from congress.apps.performance.domain import official_layout
    from congress.apps.performance.presenters import sheets

    return sheets.sheet_of(official_layout(table=typed(text)))


def another(family: Family, number: int) -> bytes:
    """The same document about another place; no two numbers give the same bytes."""
    if not family.place:
        return family.content
    first, second, third = (number // len(_SYLLABLES) ** power % len(_SYLLABLES) for power in range(3))
    name = f"{_SYLLABLES[first]}{_SYLLABLES[second]}{_SYLLABLES[third]}".encode()
    if not family.content.startswith(b"PK"):
        return family.content.replace(family.place.encode(), name)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(family.content)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.namelist():
            after.writestr(member, before.read(member).replace(family.place.encode(), name))
    return packed.getvalue()


def typed(content: bytes) -> Any:
    """A file told, read, understood and typed, as an import does it."""
    from congress.apps.performance.domain import assemble, read_disclosure
    from congress.platform.documents.api import read_source, sniff

    sniffed = sniff(head=content[:4096], whole=content, name="测量")
    reading = read_disclosure(source=read_source(content=content, media_type=sniffed.media_type))
    return assemble(form=reading.form, cells=reading.cells)


def read_and_checked(content: bytes) -> Any:
    """The same, and checked; gives the table."""
    from congress.apps.performance.domain import check

    table = typed(content)
    check(table=table)
    return table


def _samples() -> dict[str, bytes]:
    folder = files("congress.apps.performance") / "samples"
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir(), key=lambda each: each.name)
        if path.name.endswith(".txt")
    }
