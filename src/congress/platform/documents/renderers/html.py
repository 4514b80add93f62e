"""Rendering a sheet as HTML that reads well aloud: captions, scopes and language, and no style of its own."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from congress.platform.documents.contracts import Block, Grid, GridCell, Heading, Sheet
from congress.platform.documents.renderers.fitting import page_of
from congress.platform.documents.renderers.layout import lay_out, printable, shares
from congress.platform.documents.renderers.titles import plain_title

# Names of the style sheet's rules; `start` is how text stands anyway.
_ALIGNED = {"start": "", "center": "is-center", "end": "is-end"}
_MANY_COLUMNS = 5
_PAGE_STYLE = """
body { margin: 2em auto; max-width: 72em; padding: 0 1em; color: #1f1f1f; background: #fff;
  font: 16px/1.75 "Noto Serif SC", "Source Han Serif SC", SimSun, "宋体", serif; }
h1 { text-align: center; font-size: 1.6em; line-height: 1.4; margin: 0 0 .4em; }
.sheet-subtitle { text-align: center; margin: 0 0 1.2em; }
h2 { font-size: 1.2em; } h3, h4 { font-size: 1em; }
p { margin: .4em 0; } p.is-indented { text-indent: 2em; }
.sheet-grid { overflow-x: auto; margin: 1em 0; }
table { border-collapse: collapse; width: 100%; border: 2px solid #333; font-size: .9375em; line-height: 1.5; }
caption { font-weight: bold; padding: .4em; }
.sheet-unit { display: block; text-align: right; font-weight: normal; }
th, td { border: 1px solid #333; padding: .45em .5em; text-align: left; overflow-wrap: break-word; }
table.is-wide { min-width: 44em; }
th { background: #f5f5f5; font-weight: normal; } thead th, .is-strong { font-weight: bold; }
.is-center { text-align: center; } .is-end { text-align: right; }
td.is-end { font-variant-numeric: tabular-nums; white-space: nowrap; }
.sheet-notes { font-size: .875em; margin-top: 1em; }
@media print { table.is-wide { min-width: 0; } body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; }
  thead { display: table-header-group; } tr { break-inside: avoid; } }
"""


def render_html(*, sheet: Sheet) -> str:
    """The sheet as one `<article class="sheet">`, to be set into a page; all text escaped, no inline style.

    Classes for the page's style sheet: `sheet-title`, `sheet-subtitle`, `sheet-intro`, `sheet-grid` (around
    each table, so that it can scroll), `sheet-unit`, `sheet-notes`, `is-wide` (tables of five columns and
    more), `is-center`, `is-end`, `is-strong`, `is-indented`. ValueError when a grid does not add up.
    """
    parts = ['<article class="sheet" lang="zh-CN">']
    parts.append(f'<h1 class="sheet-title">{_text(plain_title(title=sheet.title))}</h1>')
    if sheet.subtitle:
        parts.append(f'<p class="sheet-subtitle">{_text(sheet.subtitle)}</p>')
    parts += [f'<p class="sheet-intro is-indented">{_text(text)}</p>' for text in sheet.intro]
    parts += [_block(block, sheet.title) for block in sheet.blocks]
    if sheet.notes:
        notes = "".join(f"<p>{_text(text)}</p>" for text in sheet.notes)
        parts.append(f'<footer class="sheet-notes">{notes}</footer>')
    parts.append("</article>")
    return "\n".join(parts) + "\n"


def render_html_page(*, sheet: Sheet) -> str:
    """The sheet as a file that stands alone, to be kept or sent: with its style and paper size inside."""
    page = page_of(paper=sheet.paper, orientation=sheet.orientation)
    margins = f"{page.top_mm}mm {page.side_mm}mm {page.bottom_mm}mm"
    paper = f"@page {{ size: {sheet.paper} {sheet.orientation}; margin: {margins}; }}"
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(plain_title(title=sheet.title))}</title>\n<style>{_PAGE_STYLE}{paper}\n</style>\n"
        f"</head>\n<body>\n{render_html(sheet=sheet)}</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")


def _block(block: Block, title: str) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{_text(block.text)}</h{block.level + 1}>"
    if isinstance(block, Grid):
        return "\n".join(_grid(block, title))
    indented = "is-indented" if block.indent and block.align == "start" else ""
    strong = "is-strong" if block.strong else ""
    return f"<p{_classes(_ALIGNED[block.align], indented, strong)}>{_text(block.text)}</p>"


def _grid(grid: Grid, title: str) -> Iterator[str]:
    lay_out(grid=grid)
    # A table wider than the screen scrolls in its own box, which therefore takes the focus and has a name.
    label = escape(printable(grid.caption or title).replace("\n", " "))
    is_wide = len(grid.widths) >= _MANY_COLUMNS
    yield f'<div class="sheet-grid" role="region" aria-label="{label}" tabindex="0">'
    yield f"<table{_classes('is-wide' if is_wide else '')}>"
    unit = f'<span class="sheet-unit">{_text(grid.unit)}</span>' if grid.unit else ""
    if grid.caption or unit:
        yield f"<caption>{_text(grid.caption)}{unit}</caption>"
    yield "<colgroup>"
    for share in shares(widths=grid.widths, total=100):
        yield f'<col width="{share}%">'
    yield "</colgroup>"
    if grid.head_rows:
        yield "<thead>"
        yield from _rows(grid.rows[: grid.head_rows], in_head=True)
        yield "</thead>"
    yield "<tbody>"
    yield from _rows(grid.rows[grid.head_rows :], in_head=False)
    yield "</tbody>\n</table>\n</div>"


def _rows(rows: tuple[tuple[GridCell, ...], ...], *, in_head: bool) -> Iterator[str]:
    for row in rows:
        yield f"<tr>{''.join(_cell(cell, in_head) for cell in row)}</tr>"


def _cell(cell: GridCell, in_head: bool) -> str:
    tag = "th" if cell.header else "td"
    attributes = _classes(_ALIGNED[cell.align], "is-strong" if cell.strong else "")
    if cell.header:
        attributes += f' scope="{_scope(cell, in_head)}"'
    if cell.colspan > 1:
        attributes += f' colspan="{cell.colspan}"'
    if cell.rowspan > 1:
        attributes += f' rowspan="{cell.rowspan}"'
    return f"<{tag}{attributes}>{_text(cell.text)}</{tag}>"


def _scope(cell: GridCell, in_head: bool) -> str:
    """A header in the head names its columns, one in the body names its rows."""
    if in_head:
        return "colgroup" if cell.colspan > 1 else "col"
    return "rowgroup" if cell.rowspan > 1 else "row"


def _classes(*names: str) -> str:
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""
