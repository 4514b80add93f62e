"""Small files made for the tests of readers, sniffing and renderers."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from congress.platform.documents.contracts import SourceText
from congress.platform.documents.renderers.pdf import FONT_FAMILY, FONTS_FOLDER
from congress.standards.errors import RuleViolation

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XLSX_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
REPOSITORY = Path(__file__).resolve().parents[5]


def zipped(members: dict[str, bytes | str]) -> bytes:
    """A ZIP archive of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx_members(body: str, prolog: str = "") -> dict[str, bytes | str]:
    """The members of a Word document with this body."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{_DOCX_MAIN}"/></Types>'
        ),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document xmlns:w="{W}" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{R}" '
            f'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>'
        ),
    }


def docx_of(body: str, prolog: str = "") -> bytes:
    """A Word document with this body."""
    return zipped(docx_members(body, prolog))


def p(*texts: str) -> str:
    """A Word paragraph of runs."""
    runs = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p>{runs}</w:p>"


def tc(text: str, properties: str = "") -> str:
    """A Word table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def xlsx_of(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook filled by the library that also renders ours."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    fill(book)
    book.close()
    return made.getvalue()


def xlsx_members(rows: str, *, styles: str = "", strings: str = "") -> dict[str, bytes | str]:
    """The members of a workbook whose only sheet, 表, has these rows, written as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_XLSX_MAIN}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{office}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{package}">'
            f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="r4" Type="{office}/x" Target="https://example.org/x" TargetMode="External"/>'
            "</Relationships>"
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"{strings}</sst>'
        if strings
        else f'<sst xmlns="{main}"/>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }


def pdf_of(
    *contents: str, extra: str = "", font: str = "", more: tuple[str, ...] = (), rotate: int = 0
) -> bytes:
    """A PDF of pages 300 by 200 points with these drawing operators and the Helvetica face.

    `extra` stands among the resources, `font` in the face; `more` are objects, from 5 on after one page.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    pages = []
    for content in contents:
        pages.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] "
            f"/Rotate {rotate} /Contents {len(objects) + 2} 0 R "
            f"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica {font} >> >> "
            f"{extra} >> >>"
        )
        objects.append(f"<< /Length {len(content.encode())} >>\nstream\n{content}\nendstream")
    objects += more
    kids = " ".join(f"{number} 0 R" for number in pages)
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"
    made, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode() + trailer.encode()


def ofd_members(*pages: str, templates: str = "", common: str = "") -> dict[str, bytes | str]:
    """The members of an OFD file of pages with these layers, 210 by 297 mm; `templates` are layers of one template."""
    ofd = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    used = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if templates else ""
    template = '<ofd:TemplatePage ID="9" BaseLoc="/Doc_0/Tpls/Content.xml"/>' if templates else ""
    members: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {ofd}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": (
            f"<ofd:Document {ofd}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea>{template}{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
    }
    for number, layers in enumerate(pages):
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {ofd}>{used}<ofd:Content><ofd:Layer>{layers}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    if templates:
        members["Doc_0/Tpls/Content.xml"] = (
            f"<ofd:Page {ofd}><ofd:Content><ofd:Layer>{templates}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return members


def ofd_of(*pages: str, templates: str = "") -> bytes:
    """An OFD file of pages with these layers."""
    return zipped(ofd_members(*pages, templates=templates))


def ofd_text(
    text: str, x: float, y: float, *, size: float = 4.0, deltas: str | None = None, more: str = ""
) -> str:
    """An OFD text object in millimetres, its base line at `y`; characters are as far apart as they are wide."""
    told = f"g {len(text) - 1} {size}" if deltas is None and len(text) > 1 else deltas or ""
    across = f' DeltaX="{told}"' if told else ""
    return (
        f'<ofd:TextObject ID="1" Font="1" Size="{size}" Boundary="{x} {y - size} 200 {size * 1.3}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}"{across}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_line(x0: float, y0: float, x1: float, y1: float) -> str:
    """An OFD stroke in millimetres."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {x1 - x0 + 0.4} {y1 - y0 + 0.4}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def compound_of(*names: str, sector_power: int = 9) -> bytes:
    """An old Office container whose root holds streams of these names."""
    sector = 1 << sector_power
    header = bytearray(512)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<H", header, 30, sector_power)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    per_sector = sector // 128
    entries = [_entry("Root Entry", child=1 if names else 0xFFFFFFFF)]
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, right=right))
    while len(entries) % per_sector:
        entries.append(bytes(128))
    count = len(entries) // per_sector
    table = [0xFFFFFFFD, *range(2, count + 1), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (sector // 4 - len(table))
    return bytes(header).ljust(sector, b"\0") + struct.pack(f"<{len(table)}I", *table) + b"".join(entries)


def _entry(name: str, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    written = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(written)] = written
    struct.pack_into("<H", entry, 64, len(written) + 2)
    struct.pack_into("<III", entry, 68, 0xFFFFFFFF, right, child)
    return bytes(entry)


def texts(source: SourceText) -> list[list[str]]:
    """The texts of all cells, covered positions as a middle dot."""
    return [["·" if cell.origin else cell.text for cell in row.cells] for row in source.rows]


def held(name: str) -> bytes:
    """A file kept beside the tests; `files/README.md` says how each was made."""
    return (Path(__file__).parent / "files" / name).read_bytes()


def refusal(act: Callable[[], object]) -> RuleViolation:
    """The violation that this raises; every one has a Chinese sentence that says what to do."""
    with pytest.raises(RuleViolation) as caught:
        act()
    assert caught.value.message.endswith(("。", "！"))
    return caught.value


def fonts() -> Path:
    """The folder with the Chinese faces: `RENDA_FONTS`, or where the front-end build puts them."""
    for folder in (
        os.environ.get("RENDA_FONTS"),
        FONTS_FOLDER,
        REPOSITORY / "node_modules/@expo-google-fonts",
    ):
        if folder and any(Path(folder).rglob("NotoSerifSC*.ttf")):
            return Path(folder)
    pytest.fail(
        f"缺少字体 {FONT_FAMILY}：请先运行前端构建（make run 或 make test 会运行），或用 RENDA_FONTS 指定字体文件夹。"
    )


def shared(*parts: str) -> Path:
    """A file of the shared material; the test is skipped where that is absent."""
    folder = Path(os.environ.get("RENDA_SHARED", REPOSITORY.parent / "shared"))
    path = folder.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared material absent: {'/'.join(parts)} (set RENDA_SHARED to its folder)")
    return path
