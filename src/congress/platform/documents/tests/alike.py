"""One table of our own writing in every format the platform reads: what it says must not depend on its file."""

from __future__ import annotations

from html import escape

from congress.platform.documents.contracts import Grid, GridCell, Sheet, SourceRow, SourceText

from .making import held, ofd_line, ofd_of, ofd_text

TITLE = "云溪市项目支出绩效目标表"
LONG = "按照工作计划分两批开展调研，每批结束后十日内提交报告；因故调整批次的，应当说明原因并相应调整本表的目标值。"
# Texts with the columns and rows they span; positions covered from the left or from above are left out.
ROWS: tuple[tuple[tuple[str, int, int], ...], ...] = (
    (("一级指标", 1, 2), ("二级指标", 1, 2), ("三级指标", 1, 2), ("目标值", 2, 1), ("备注", 1, 2)),
    (("年初目标", 1, 1), ("调整目标", 1, 1)),
    (
        ("产出指标", 1, 3),
        ("数量指标", 1, 2),
        ("立法调研次数", 1, 1),
        ("≥12次", 1, 1),
        ("≥14次", 1, 1),
        ("", 1, 1),
    ),
    (("代表培训场次", 1, 1), ("≥4场", 1, 1), ("≥4场", 1, 1), ("含线上", 1, 1)),
    (("质量指标", 1, 1), ("议案办复率", 1, 1), ("100%", 1, 1), ("—", 1, 1), ("0", 1, 1)),
    (("效益指标", 1, 1), ("社会效益指标", 1, 1), ("公众知晓程度", 1, 1), ("明显提高", 2, 1), ("", 1, 1)),
    (("资金说明", 2, 1), (LONG, 4, 1)),
)
WIDTHS = (3, 3, 4, 3, 3, 2)
HEIGHTS = (1, 1, 1, 1, 1, 1, 3)
_LEFT, _TOP, _UNIT, _LINE, _SIZE = 15.0, 40.0, 10.0, 8.0, 3.5

Shape = list[list[tuple[str, tuple[int, int] | None]]]


def expected() -> Shape:
    """Text of every position, and where the cell that covers it begins (row and column of the table, from 0)."""
    covering: dict[tuple[int, int], tuple[int, int]] = {}
    shape: Shape = []
    for row, cells in enumerate(ROWS):
        line: list[tuple[str, tuple[int, int] | None]] = []
        waiting = list(cells)
        for column in range(len(WIDTHS)):
            if (row, column) in covering:
                line.append(("", covering[row, column]))
                continue
            text, across, down = waiting.pop(0)
            line.append((text, None))
            covering |= {
                (row + below, column + beside): (row, column)
                for below in range(down)
                for beside in range(across)
            }
        shape.append(line)
    return shape


def shape_of(source: SourceText) -> Shape:
    """The same of the table that was read: rows in order, origins counted from its first row."""
    rows = [row for row in source.rows if row.table is not None]
    lines = {row.line: number for number, row in enumerate(rows)}
    return [
        [(cell.text, _origin(row, number, lines)) for number, cell in enumerate(row.cells)] for row in rows
    ]


def _origin(row: SourceRow, number: int, lines: dict[int, int]) -> tuple[int, int] | None:
    origin = row.cells[number].origin
    return None if origin is None else (lines[origin.line], origin.column - 1)


def as_text() -> bytes:
    """As pasted from a page: tabs between columns, nothing where a cell is covered."""
    rows = ["\t".join(text for text, _origin in line) for line in expected()]
    return "\n".join([TITLE, *rows]).encode()


def as_html() -> bytes:
    """As a web page with spans."""
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td colspan="{across}" rowspan="{down}"><p>{escape(text)}</p></td>'
            for text, across, down in cells
        )
        + "</tr>\n"
        for cells in ROWS
    )
    return f"<!doctype html><title>表</title><p>{TITLE}</p>\n<table>\n{rows}</table>".encode()


def as_sheet() -> Sheet:
    """For the renderers of DOCX, XLSX and PDF."""
    rows = tuple(tuple(GridCell(text, across, down) for text, across, down in cells) for cells in ROWS)
    return Sheet(TITLE, blocks=(Grid(WIDTHS, rows, 2),))


def as_doc() -> bytes:
    """What an office suite made of the DOCX."""
    return held("alike.doc")


def as_xls() -> bytes:
    """What an office suite made of the XLSX."""
    return held("alike.xls")


def as_ofd() -> bytes:
    """Drawn stroke by stroke and character by character."""
    xs = [_LEFT + _UNIT * sum(WIDTHS[:number]) for number in range(len(WIDTHS) + 1)]
    ys = [_TOP + _LINE * sum(HEIGHTS[:number]) for number in range(len(HEIGHTS) + 1)]
    drawn = [ofd_text(TITLE, 70, 30, size=5)]
    shape = expected()
    for row, line in enumerate(shape):
        for column, (text, origin) in enumerate(line):
            begin = origin or (row, column)
            beside = shape[row][column - 1][1] or (row, column - 1) if column else None
            above = shape[row - 1][column][1] or (row - 1, column) if row else None
            if beside != begin:
                drawn.append(ofd_line(xs[column], ys[row], xs[column], ys[row + 1]))
            if above != begin:
                drawn.append(ofd_line(xs[column], ys[row], xs[column + 1], ys[row]))
            if text:
                drawn += _written(text, xs[column], xs[-1] if text == LONG else xs[column + 1], ys[row])
    drawn.append(ofd_line(xs[-1], ys[0], xs[-1], ys[-1]))
    drawn.append(ofd_line(xs[0], ys[-1], xs[-1], ys[-1]))
    return ofd_of("".join(drawn))


def _written(text: str, left: float, right: float, top: float) -> list[str]:
    """The text in lines that fill their cell."""
    fits = int((right - left - 2) // _SIZE)
    return [
        ofd_text(text[begin : begin + fits], left + 1, top + 6 + begin // fits * 5, size=_SIZE)
        for begin in range(0, len(text), fits)
    ]
