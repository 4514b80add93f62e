"""Looking through a workbook's XML before its reader does: what would hurt it, and what it would not tell.

The reader holds a sheet as one full rectangle, so that two cells in opposite corners would ask for more
memory than there is and end the whole process; so would a string table that claims billions of entries. It
also reads errors and formulas without a saved result as blank, and numbers without their formats. This survey
refuses or mends the former and reports the latter.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from congress.platform.documents.readers import refusals
from congress.platform.documents.readers.limits import Limits
from congress.platform.documents.readers.markup import parse_xml
from congress.platform.documents.readers.media_types import XLSX, title_of
from congress.platform.documents.readers.packages import Package, text_of
from congress.platform.documents.readers.sheet_values import BUILT_IN, NumberShape, number_shape

# A start tag of a row or cell: `<` cannot stand in an attribute, `>` can, so the next `<` ends it.
_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^<]*)")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([^"']*)["']""")
_CELL_NAME = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})")
_STYLE = re.compile(rb"""(?:^|\s)s\s*=\s*["'](\d{1,6})["']""")
_TYPE = re.compile(rb"""(?:^|\s)t\s*=\s*["'](\w+)["']""")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>([^<]*)<")
_STRING_TABLE = re.compile(rb"<(?:[\w.-]+:)?sst\s[^<]*")
_COUNTS = re.compile(rb"""\s(?:uniqueCount|count)\s*=\s*(?:"[^"]*"|'[^']*')""")
_CELL_END = re.compile(rb"</(?:[\w.-]+:)?c\s*>")
_TWO_BYTE_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(slots=True)
class SheetFacts:
    """What the reader does not say of a sheet; positions are (row, column) from 1."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    shapes: dict[tuple[int, int], NumberShape] = field(default_factory=dict)
    unsaved_formula: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """The workbook packed anew from exactly the bytes that were looked through, and facts by sheet name."""

    repacked: bytes
    sheets: dict[str, SheetFacts]


@dataclass(slots=True)
class _Cursor:
    """Where the next cell stands, and the rectangle that cells with content have spanned so far."""

    row: int = 0
    column: int = 0
    top: int = 1 << 30
    left: int = 1 << 30
    bottom: int = 0
    right: int = 0

    def move(self, *, row: int, column: int) -> None:
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)

    def cells(self) -> int:
        """Positions in the rectangle; 0 before the first cell."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.bottom else 0


def survey(*, package: Package, main: str, limits: Limits) -> Survey:
    """Look through every part once. RuleViolation when a sheet spans too many cells or a part is broken."""
    kind = title_of(media_type=XLSX)
    related = package.related(part=main)
    shapes = _number_shapes(package, related)
    facts: dict[str, SheetFacts] = {}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(package.names):
            content = package.read(name=name, kind=kind)
            if content.startswith(_TWO_BYTE_STARTS):
                raise refusals.broken(kind=kind)
            facts[name] = _look_through(content, shapes, limits)
            archive.writestr(name, _STRING_TABLE.sub(_without_counts, content))
    sheets = {}
    for element in parse_xml(content=package.read(name=main, kind=kind), kind=kind).iter("{*}sheet"):
        part = related.get(text_of(element=element, name="id"), "")
        sheets[text_of(element=element, name="name")] = facts.get(part, SheetFacts())
    return Survey(packed.getvalue(), sheets)


def _without_counts(tag: re.Match[bytes]) -> bytes:
    """A string table without its counts, which its reader would believe and reserve memory for."""
    return _COUNTS.sub(b"", tag[0])


def _look_through(content: bytes, shapes: dict[int, NumberShape], limits: Limits) -> SheetFacts:
    facts = SheetFacts()
    cursor = _Cursor()
    for match in _TAG.finditer(content):
        tag, attributes = match.groups()
        names = _REFERENCE.findall(attributes)
        if len(names) > 1:
            raise refusals.broken(kind=title_of(media_type=XLSX))
        if tag == b"row":
            cursor.row, cursor.column = _row_number(names, cursor.row + 1), 0
            continue
        row, cursor.column = _position(names, cursor.row, cursor.column + 1)
        if attributes.rstrip().endswith(b"/>"):
            continue
        cursor.move(row=row, column=cursor.column)
        _note_cell(content, match, (row, cursor.column), facts, shapes)
    if cursor.cells() > limits.cells:
        raise refusals.too_many_cells(limit=limits.cells)
    return facts


def _row_number(names: list[bytes], following: int) -> int:
    """A row's own number, or the one that follows."""
    if not names:
        return following
    if not re.fullmatch(rb"\d{1,7}", names[0]):
        raise refusals.broken(kind=title_of(media_type=XLSX))
    return int(names[0])


def _position(names: list[bytes], row: int, following: int) -> tuple[int, int]:
    """Row and column of a cell by its name (`BC12` is 12, 55), or the next place in its row."""
    if not names:
        return row, following
    match = _CELL_NAME.fullmatch(names[0])
    if match is None:
        raise refusals.broken(kind=title_of(media_type=XLSX))
    column = 0
    for letter in match[1].upper():
        column = column * 26 + letter - 64
    return int(match[2]), column


def _note_cell(
    content: bytes,
    match: re.Match[bytes],
    position: tuple[int, int],
    facts: SheetFacts,
    shapes: dict[int, NumberShape],
) -> None:
    """Keep what is special about one cell: an error, a formula without result, the format of a number."""
    attributes = match[2]
    kind = _TYPE.search(attributes)
    is_error = kind is not None and kind[1] == b"e"
    has_formula = _FORMULA.match(content, match.end()) is not None
    if is_error or (has_formula and kind is None):
        end = _CELL_END.search(content, match.end())
        value = _VALUE.search(content, match.end(), end.start() if end else len(content))
        written = value[1].strip() if value else b""
        if is_error:
            facts.errors[position] = written.decode("utf-8", "replace")
        elif not written and facts.unsaved_formula is None:
            facts.unsaved_formula = position
    is_number = kind is None or kind[1] == b"n"
    style = _STYLE.search(attributes) if shapes and is_number else None
    if style is not None and (shape := shapes.get(int(style[1]))) is not None:
        facts.shapes[position] = shape


def _number_shapes(package: Package, related: dict[str, str]) -> dict[int, NumberShape]:
    """How numbers are shown, by the number of the cell style; styles that show them plainly are left out."""
    kind = title_of(media_type=XLSX)
    name = next((part for part in related.values() if part.endswith("styles.xml")), None)
    if name is None or name not in package.names:
        return {}
    root = parse_xml(content=package.read(name=name, kind=kind), kind=kind)
    formats = dict(BUILT_IN)
    for element in root.iter("{*}numFmt"):
        formats[_number(element.get("numFmtId"), otherwise=-1)] = element.get("formatCode") or ""
    cell_styles = next(root.iter("{*}cellXfs"), None)
    if cell_styles is None:
        return {}
    shapes = {}
    for number, style in enumerate(_elements(cell_styles)):
        shown = formats.get(_number(style.get("numFmtId"), otherwise=0))
        if shown is not None and (shape := number_shape(written=shown)) is not None:
            shapes[number] = shape
    return shapes


def _elements(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent if isinstance(child.tag, str)]


def _number(written: str | None, *, otherwise: int) -> int:
    return int(written) if written and re.fullmatch("[0-9]{1,7}", written) else otherwise
