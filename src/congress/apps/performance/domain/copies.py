"""Copies: a block that a document writes two or three times is read once, from the copy that is whole.

Web pages of some counties put a block as a table inside a cell, write the same cells in one long row beside it,
and then once more row by row. The table inside the cell knows its columns, so its words and positions count; the
rows below say where in the source each of them is to be found. Where two copies differ, the cell says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from congress.apps.performance.domain.alignment import Aligned, GridCell, GridRow, align, compare, is_copy
from congress.apps.performance.domain.cells import MARKUP_REMOVED, UNSURE
from congress.apps.performance.domain.cleaning import clean, label_of
from congress.apps.performance.domain.lines import Collector, Line, Piece
from congress.apps.performance.domain.nested import holds_table, is_cut_off, rows_of_markup, text_outside
from congress.platform.documents.contracts import Place
from congress.standards.values.written import shown

# A block in one long row: shorter rows repeat nothing.
_SHORTEST_FLAT = 8
# So many of its cells must be there again below it.
_ALMOST_ALL = 0.9

_Inner = dict[Place, list[Line]]


def read_once(lines: Sequence[Line], *, collector: Collector) -> tuple[Line, ...]:
    """Return the lines with nested tables laid open and repeated blocks taken once; what was repeated is reported."""
    inner: _Inner = defaultdict(list)
    outer: list[Line] = []
    if any(line.within for line in lines):
        places = {piece.place for line in lines for piece in line.pieces}
        for line in lines:
            if line.within is not None and line.within in places:
                inner[line.within].append(line)
            else:
                outer.append(line)
    return tuple(_opened(outer or lines, inner, collector))


def _opened(lines: Sequence[Line], inner: _Inner, collector: Collector) -> Iterator[Line]:
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        holders = _holders(line, inner)
        if not holders:
            if _is_written_again(line, lines[at : at + len(line.filled)]):
                below = _doubted(line, lines[at:])
                differs = any(new is not old for new, old in zip(below, lines[at:], strict=True))
                _report_flat(line, collector, differs=differs)
                lines = [*lines[:at], *_with_label(line, below)]
            else:
                yield line
        elif len(holders) == 1 and any(piece is not holders[0] for piece in line.filled):
            later = list(takewhile(lambda each: not _holders(each, inner), lines[at:]))
            taken, merged = _merged(line, holders[0], inner, later, collector)
            at += taken
            yield from merged
        else:
            yield from _laid_open(line, holders, inner, collector)


def _holders(line: Line, inner: _Inner) -> list[Piece]:
    """The cells of a row that hold a table, as markup or as rows of their own."""
    return [
        piece for piece in line.pieces if holds_table(piece.raw) or (inner and inner.get(piece.place, None))
    ]


def _laid_open(line: Line, holders: Sequence[Piece], inner: _Inner, collector: Collector) -> Iterator[Line]:
    """A table around tables: its own words first, then each inner table as if it stood by itself."""
    own = [_own_words(piece) if piece in holders else piece for piece in line.pieces]
    if any(piece.text for piece in own):
        yield _line(line, own, after_break=line.after_break)
    for holder in holders:
        rows = inner.pop(holder.place, None)
        if rows is None:
            grid = _rows_of_markup(line, holder)
            yield from (_line(line, _pieces(row, grid, 0), after_break=False) for row in grid if row.filled)
        else:
            yield from _opened(rows, inner, collector)


def _merged(
    line: Line, holder: Piece, inner: _Inner, later: Sequence[Line], collector: Collector
) -> tuple[int, list[Line]]:
    """One block from its copies: how many of the later lines it took, and the lines to be read."""
    nested = inner.pop(holder.place, None)
    rows = (
        _rows_of_markup(line, holder)
        if nested is None
        else _rows_of_lines(list(_opened(nested, inner, collector)))
    )
    if is_cut_off(holder.raw) and any(len(each.filled) > 1 for each in later[:1]):
        # The last row is cut as well; the rows below say it whole.
        rows = rows[:-1]
        collector.problem(
            "copies_differ",
            f"第{line.number}行格子里嵌套的表格没有写完，写完的部分以它为准，其余按下面逐行写的一份读入，请核对。",
            place=holder.place,
        )
    beside = [piece for piece in line.filled if piece.column > holder.column]
    aligned = align(rows, later, offset=holder.column, keep_places=nested is not None)
    front = [_own_words(piece) if piece is holder else piece for piece in line.pieces[: holder.column + 1]]
    is_flat = bool(beside) and is_copy(rows, beside)
    unread = [*([front[-1]] if front[-1].text else []), *(() if is_flat else beside)]
    if unread:
        said = " ".join(piece.text for piece in unread)
        collector.problem(
            "row_not_read", f"第{line.number}行嵌套表格旁边的文字没有读入：{said[:40]}", place=unread[0].place
        )
    differs = (is_flat and compare(rows, beside)) or aligned.differs
    _report(line, rows, aligned, is_flat=is_flat, differs=differs, collector=collector)
    merged: list[Line] = []
    for index, row in enumerate(rows):
        merged += [strange for before, strange in aligned.strange if before == index]
        if row.filled:
            pieces = _pieces(row, rows, holder.column)
            pieces[: holder.column] = front[: holder.column]
            merged.append(_line(row.copy or line, pieces, after_break=line.after_break and not merged))
            front = [_blank(piece) for piece in front]
    return aligned.taken, merged


def _rows_of_markup(line: Line, holder: Piece) -> list[GridRow]:
    rows = []
    for cells in rows_of_markup(holder.raw):
        grid = [GridCell(cell.raw, clean(cell.raw), holder.place, cell.origin) for cell in cells]
        rows.append(GridRow(grid, is_markup=True))
    return rows


def _rows_of_lines(lines: Sequence[Line]) -> list[GridRow]:
    at = {piece.place: (row, piece.column) for row, line in enumerate(lines) for piece in line.pieces}
    return [
        GridRow(
            [
                GridCell(
                    piece.raw,
                    piece.text,
                    piece.place,
                    at.get(piece.origin) if piece.origin else None,
                    piece.continued,
                    list(piece.remarks),
                )
                for piece in line.pieces
            ]
        )
        for line in lines
    ]


def _pieces(row: GridRow, rows: Sequence[GridRow], offset: int) -> list[Piece]:
    """The row as pieces, `offset` columns further right."""
    first = row.cells[0].place
    pieces = [Piece(column, first, "", "", "") for column in range(offset)]
    for column, cell in enumerate(row.cells, start=offset):
        origin = rows[cell.origin[0]].cells[cell.origin[1]].place if cell.origin else None
        remarks = tuple(cell.remarks)
        if cell.text and row.is_markup and not row.copy:
            remarks = ((MARKUP_REMOVED, "取自嵌套在格子里的表格"), *remarks)
        place = row.copy.at(column) if row.copy and cell.column < 0 and not cell.text else cell.place
        pieces.append(
            Piece(column, place, cell.raw, cell.text, label_of(cell.text), origin, remarks, cell.continued)
        )
    return pieces


def _line(line: Line, pieces: Sequence[Piece], *, after_break: bool) -> Line:
    filled = tuple(piece for piece in pieces if piece.text)
    return Line(line.number, tuple(pieces), filled, after_break, line.page)


def _blank(piece: Piece) -> Piece:
    return Piece(piece.column, piece.place, "", "", "")


def _own_words(piece: Piece) -> Piece:
    """A cell with a table in it, without the table."""
    if not holds_table(piece.raw):
        return piece
    text = clean(text_outside(piece.raw))
    return Piece(piece.column, piece.place, text, text, label_of(text))


def _is_written_again(line: Line, later: Sequence[Line]) -> bool:
    """Whether a long row says, cell by cell, what the rows below it say once more, but for a cell or two."""
    if len(line.filled) < _SHORTEST_FLAT or len(later[0].filled if later else line.filled) >= len(
        line.filled
    ):
        return False
    below = [piece.text for each in later for piece in each.filled]
    # The label of the block may stand in the long row alone.
    return any(_agree(part, below) for part in _flat_texts(line))


def _flat_texts(line: Line) -> tuple[list[str], list[str]]:
    texts = [piece.text for piece in line.filled]
    return texts, texts[1:]


def _agree(texts: Sequence[str], below: Sequence[str]) -> bool:
    same = sum(text == other for text, other in zip(texts, below, strict=False))
    return same >= _ALMOST_ALL * len(texts)


def _doubted(line: Line, later: Sequence[Line]) -> list[Line]:
    """The rows below a long row that is dropped, with a remark on each cell that it says differently."""
    below = [piece.text for each in later for piece in each.filled]
    texts = next(part for part in _flat_texts(line) if _agree(part, below))
    written, doubted = iter(texts), []
    for each in later:
        pieces = {}
        for piece in each.filled:
            other = next(written, None)
            if other is not None and other != piece.text:
                note = f"同一内容写了两遍，连成一行的一份写的是“{shown(other)}”，请核对"
                pieces[piece.column] = replace(piece, remarks=(*piece.remarks, (UNSURE, note)))
        doubted.append(
            _line(
                each, [pieces.get(piece.column, piece) for piece in each.pieces], after_break=each.after_break
            )
            if pieces
            else each
        )
    return doubted


def _with_label(line: Line, later: Sequence[Line]) -> list[Line]:
    """Hand the label of a dropped row on to the first row below it, when that has none in its place."""
    first, label = later[0], line.filled[0]
    if label.text == first.filled[0].text or first.pieces[label.column].text:
        return list(later)
    pieces = [label if piece.column == label.column else piece for piece in first.pieces]
    return [_line(first, pieces, after_break=line.after_break), *later[1:]]


def _report_flat(line: Line, collector: Collector, *, differs: bool) -> None:
    told = "不一致的格子已标出，请核对" if differs else "内容一致"
    collector.problem(
        "copies_differ" if differs else "copies_read_once",
        f"第{line.number}行把下面几行的内容又连写了一遍，只读一遍，这一行已略去；{told}。",
        place=line.filled[0].place,
    )


def _report(
    line: Line,
    rows: Sequence[GridRow],
    aligned: Aligned,
    *,
    is_flat: bool,
    differs: bool,
    collector: Collector,
) -> None:
    """Say how often the block was written, and whether its copies agree."""
    copied = [row.copy.number for row in rows if row.copy]
    times = 1 + is_flat + bool(copied)
    if times == 1:
        return
    block = next((f"“{piece.text}”" for piece in line.filled[:1]), "这一块")
    to = f"至第{max(copied)}行" if copied else ""
    told = "各遍不一致的格子已标出，请逐格核对" if differs else "各遍内容一致"
    missing = sum(1 for row in rows if row.filled and not row.copy) if copied else 0
    lacking = f"；逐行写的一份少了{missing}行" if missing else ""
    collector.problem(
        "copies_differ" if differs or missing else "copies_read_once",
        f"第{line.number}行{to}把{block}的内容写了{times}遍，只读一遍，{told}{lacking}。",
        place=line.filled[0].place,
    )
