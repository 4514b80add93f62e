"""Rendering a sheet as a Word document that offices can go on editing."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from congress.platform.documents.contracts import Align, Block, Grid, Heading, Paragraph, Sheet
from congress.platform.documents.renderers.docx_table import element, run, table_of
from congress.platform.documents.renderers.fitting import Page, page_of
from congress.platform.documents.renderers.layout import printable
from congress.platform.documents.renderers.titles import TITLE_SIZE_PT, plain_title, title_lines

# Faces by name only: every office machine in China has them, and none of them may be passed on.
SONG: Final = "宋体"
FANG_SONG: Final = "仿宋"
LATIN: Final = "Times New Roman"
_ALIGNED: Final = {
    "start": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
}
_THEME_FACES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_BODY_PT, _NOTE_PT, _CAPTION_PT = 12.0, 10.5, 12.0
_HEADING_PT = {1: 14.0, 2: 12.0, 3: 12.0}
_UNDATED = (1980, 1, 1, 0, 0, 0)


def render_docx(*, sheet: Sheet) -> bytes:
    """The sheet as DOCX: real tables with repeated head rows, Chinese faces by name, numbered pages.

    The file carries title and language but no author and no date; the same sheet gives the same bytes.
    ValueError when a grid does not add up.
    """
    document = docx.Document()
    page = page_of(paper=sheet.paper, orientation=sheet.orientation)
    _set_styles(document)
    _set_page(document, sheet, page)
    lines = title_lines(title=sheet.title, most_em=page.text_width_pt / TITLE_SIZE_PT)
    document.add_paragraph("\n".join(lines), style="Title")
    if sheet.subtitle:
        document.add_paragraph(printable(sheet.subtitle), style="Subtitle")
    for text in sheet.intro:
        _add_text(document, Paragraph(text))
    for block in sheet.blocks:
        _add_block(document, block, page)
    for text in sheet.notes:
        note = document.add_paragraph(printable(text))
        note.paragraph_format.space_before = Pt(4)
        note.runs[0].font.size = Pt(_NOTE_PT)
    _set_properties(document, sheet)
    return _packed(document)


def _add_block(document: Any, block: Block, page: Page) -> None:
    if isinstance(block, Heading):
        document.add_heading(printable(block.text), level=block.level)
    elif isinstance(block, Paragraph):
        _add_text(document, block)
    else:
        _add_grid(document, block, page)


def _add_text(document: Any, block: Paragraph) -> None:
    paragraph = document.add_paragraph(style="Normal")
    paragraph.add_run(printable(block.text)).bold = block.strong or None
    paragraph.alignment = _ALIGNED[block.align]
    if block.indent and block.align == "start":
        paragraph.paragraph_format.first_line_indent = Pt(2 * _BODY_PT)


def _add_grid(document: Any, grid: Grid, page: Page) -> None:
    if grid.caption:
        _add_caption(document, grid.caption, "center", bold=True)
    if grid.unit:
        _add_caption(document, grid.unit, "end", bold=False)
    body = document.element.body
    previous = body[-2] if len(body) > 1 else None
    if previous is not None and previous.tag == qn("w:tbl"):
        # Word joins two tables that nothing stands between.
        document.add_paragraph()
    body.insert(len(body) - 1, table_of(grid=grid, page=page))


def _add_caption(document: Any, text: str, align: Align, *, bold: bool) -> None:
    paragraph = document.add_paragraph(style="Normal")
    paragraph.alignment = _ALIGNED[align]
    paragraph.paragraph_format.keep_with_next = True
    added = paragraph.add_run(printable(text))
    added.bold = bold or None
    added.font.size = Pt(_CAPTION_PT if bold else _NOTE_PT)


def _set_styles(document: Any) -> None:
    """The house's faces and sizes on Word's own styles, so that its navigation and outline work."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    _restyle(document.styles["Normal"], FANG_SONG, _BODY_PT, is_bold=False)
    document.styles["Normal"].paragraph_format.line_spacing = 1.5
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    for name, size, is_bold, after in (("Title", TITLE_SIZE_PT, True, 10), ("Subtitle", 14.0, False, 14)):
        _restyle(document.styles[name], SONG, size, is_bold=is_bold)
        document.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.styles[name].paragraph_format.space_after = Pt(after)
        document.styles[name].paragraph_format.line_spacing = 1.25
    for level, size in _HEADING_PT.items():
        style = document.styles[f"Heading {level}"]
        _restyle(style, SONG, size, is_bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(6)


def _restyle(style: Any, face: str, size_pt: float, *, is_bold: bool) -> None:
    """Replace what the template says about type: its faces by theme, its blue, its rules."""
    properties = style.element.get_or_add_rPr()
    for name in ("w:color", "w:spacing", "w:kern", "w:i", "w:iCs"):
        for found in properties.findall(qn(name)):
            properties.remove(found)
    style.font.name, style.font.size, style.font.bold = LATIN, Pt(size_pt), is_bold
    faces = properties.find(qn("w:rFonts"))
    for name in _THEME_FACES:
        faces.attrib.pop(qn(f"w:{name}"), None)
    faces.set(qn("w:eastAsia"), face)
    faces.set(qn("w:cs"), LATIN)
    paragraph = style.element.pPr
    if paragraph is not None:
        for found in (*paragraph.findall(qn("w:pBdr")), *paragraph.findall(qn("w:numPr"))):
            paragraph.remove(found)


def _set_page(document: Any, sheet: Sheet, page: Page) -> None:
    section = document.sections[0]
    is_landscape = sheet.orientation == "landscape"
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width_mm), Mm(page.height_mm)
    section.top_margin, section.bottom_margin = Mm(page.top_mm), Mm(page.bottom_mm)
    section.left_margin = section.right_margin = Mm(page.side_mm)
    section.footer_distance = Mm(15)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("第 ", "PAGE", " 页　共 ", "NUMPAGES", " 页"):
        if part.isascii():
            field = element("w:fldSimple", instr=f" {part} ")
            field.append(run(text="1", size_pt=9, face=SONG))
            footer._p.append(field)
        else:
            footer._p.append(run(text=part, size_pt=9, face=SONG))


def _set_properties(document: Any, sheet: Sheet) -> None:
    properties = document.core_properties
    properties.title, properties.language = plain_title(title=sheet.title), "zh-CN"
    properties.author = properties.comments = properties.last_modified_by = ""
    core = properties._element
    for name in ("dcterms:created", "dcterms:modified"):
        for found in core.findall(qn(name)):
            core.remove(found)
    relationships = document.part.package.rels
    for key in [key for key, to in relationships.items() if to.reltype.endswith("/thumbnail")]:
        del relationships[key]
    theme = OxmlElement("w:themeFontLang")
    theme.set(qn("w:val"), "en-US")
    theme.set(qn("w:eastAsia"), "zh-CN")
    settings = document.settings.element
    for found in settings.findall(qn("w:themeFontLang")):
        settings.replace(found, theme)


def _packed(document: Any) -> bytes:
    """The package with one fixed time on all its members, so that equal documents are equal files."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _UNDATED)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return packed.getvalue()
