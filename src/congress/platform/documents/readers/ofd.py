"""Reading OFD files (GB/T 33190): characters and ruled lines of every page, read as a PDF's are."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.readers import packages, refusals
from congress.platform.documents.readers.limits import LIMITS, Limits
from congress.platform.documents.readers.markup import parse_xml
from congress.platform.documents.readers.media_types import OFD, title_of
from congress.platform.documents.readers.ofd_page import ink_of
from congress.platform.documents.readers.packages import Package
from congress.platform.documents.readers.page_rows import PageRows
from congress.platform.documents.readers.paragraphs import local_name
from congress.platform.documents.readers.spans import CellBudget
from congress.standards.errors import RuleViolation

ENTRY = "OFD.xml"
_LOCKED = "Encryptions.xml"
_FRONT = "Foreground"


# A page or template may be named again and again, and is parsed each time: so often in all.
_MOST_READINGS = 3


@dataclass(slots=True)
class _Parts:
    """The parts of a file, parsed when they are asked for; `bytes_left` is how much may still be."""

    package: Package
    bytes_left: int

    def root(self, *, name: str) -> etree._Element:
        """The root element of a part. RuleViolation when it is missing, broken, or parts are too much in all."""
        kind = title_of(media_type=OFD)
        content = self.package.read(name=name, kind=kind)
        self.bytes_left -= len(content)
        if self.bytes_left < 0:
            raise refusals.bomb()
        return parse_xml(content=content, kind=kind)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's part, and the templates of its document by number."""

    part: str
    templates: dict[str, str]


def refuse_unreadable(*, package: Package, limits: Limits) -> None:
    """RuleViolation for what is locked, has too many pages or no text; for broken files too."""
    if any(posixpath.basename(name) == _LOCKED for name in package.names):
        raise refusals.locked(kind=title_of(media_type=OFD))
    parts = _parts(package, limits)
    pages = list(_pages(parts))
    if not pages:
        raise _broken()
    if len(pages) > limits.pages:
        raise refusals.too_many_pages(kind="OFD 文件", pages=len(pages), limit=limits.pages)
    if not any(_has_text(parts, page) for page in pages):
        raise refusals.no_text_layer(kind="OFD 文件")


def read(*, content: bytes, limits: Limits = LIMITS) -> SourceText:
    """An OFD file's text as rows; `page` counts from 1, `line` goes on through the document.

    Text and strokes are put in the place where the page shows them and read as a PDF's: ruled tables as
    grids, other lines by their gaps. Seals, notes and pictures are left out; signatures are not verified.
    Raises RuleViolation for scans, locked and broken files.
    """
    reading = PageRows(CellBudget(limits.cells))
    empty_pages: list[int] = []
    with packages.opened(source=io.BytesIO(content), size_bytes=len(content), limits=limits) as package:
        refuse_unreadable(package=package, limits=limits)
        parts = _parts(package, limits)
        for number, page in enumerate(_pages(parts), start=1):
            ink = ink_of(pages=_drawn(parts, page))
            if not ink.glyphs and ink.has_pictures:
                empty_pages.append(number)
            reading.read_page(ink=ink, page=number)
    notes = ["OFD 按文字和表格线的位置读入，请对照原文核对表格的行列。"]
    if empty_pages:
        notes.append(f"第 {'、'.join(map(str, empty_pages))} 页是图片，没有读入文字。")
    return SourceText(OFD, tuple(reading.rows), tuple(notes))


def _parts(package: Package, limits: Limits) -> _Parts:
    return _Parts(package, limits.unpacked_bytes * _MOST_READINGS)


def _pages(parts: _Parts) -> Iterator[_Page]:
    """The pages of every document in the file, in order."""
    for body in _named(parts.root(name=ENTRY), "DocRoot"):
        document_part = _resolved(ENTRY, body.text)
        document = parts.root(name=document_part)
        templates = {
            str(each.get("ID", "")): _resolved(document_part, each.get("BaseLoc"))
            for each in _named(document, "TemplatePage")
        }
        for each in _named(document, "Page"):
            yield _Page(_resolved(document_part, each.get("BaseLoc")), templates)


def _drawn(parts: _Parts, page: _Page) -> list[etree._Element]:
    """What the page shows, from the back to the front: templates behind it, itself, templates before it."""
    root = parts.root(name=page.part)
    behind: list[etree._Element] = []
    before: list[etree._Element] = []
    for used in root:
        part = page.templates.get(str(used.get("TemplateID", "")))
        if local_name(used) == "Template" and part is not None:
            (before if used.get("ZOrder") == _FRONT else behind).append(parts.root(name=part))
    return [*behind, root, *before]


def _has_text(parts: _Parts, page: _Page) -> bool:
    return any((code.text or "").strip() for root in _drawn(parts, page) for code in _named(root, "TextCode"))


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from root.iter(f"{{*}}{name}")


def _resolved(part: str, written: str | None) -> str:
    """A place named in a part: from the top of the archive with a slash, else beside the part."""
    target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), (written or "").strip()))
    return target.lstrip("/")


def _broken() -> RuleViolation:
    return refusals.broken(kind=title_of(media_type=OFD))
