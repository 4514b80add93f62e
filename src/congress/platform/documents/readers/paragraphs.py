"""The text of one Word paragraph, as the page shows it, and what had to be left out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from lxml import etree

from congress.platform.documents.readers.packages import text_of

_TEXT_BOX = "txbxContent"
_DRAWN = frozenset({"drawing", "pict", "object"})
# Field codes, removed text, phonetic guides and settings are not on the page.
_LEFT_OUT = frozenset(
    {"instrText", "delInstrText", "delText", "rt", "pPr", "rPr", "sdtPr", "fldData", "Fallback"}
)
_REMOVED = frozenset({"del", "moveFrom"})
_FIXED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = frozenset({"footnoteReference", "endnoteReference"})
_OFF = frozenset({"0", "false", "off"})
# Tick boxes and ticks are set in a picture font; these are its characters seen in forms.
SYMBOLS = {
    "F0FE": "☑",
    "F052": "☑",
    "F0FC": "✓",
    "F050": "✓",
    "F0A8": "□",
    "F06F": "□",
    "F0A3": "□",
    "F0FD": "☒",
}


@dataclass(slots=True)
class Findings:
    """What a reader should be told about how the text came about."""

    has_changes: bool = False
    has_numbering: bool = False
    has_notes: bool = False
    has_hidden: bool = False
    has_pictures: bool = False

    def sentences(self) -> tuple[str, ...]:
        """The findings as sentences for the user."""
        said = (
            (self.has_changes, "文档带有修订痕迹，按接受修订后的内容读入。"),
            (self.has_numbering, "文档使用了自动编号（如“一、”“1.”），编号没有读入，文字已读入。"),
            (self.has_notes, "文档的脚注和尾注没有读入。"),
            (self.has_hidden, "文档中设为隐藏的文字没有读入。"),
            (self.has_pictures, "文档中的图片没有读入。"),
        )
        return tuple(sentence for is_so, sentence in said if is_so)


def local_name(element: etree._Element) -> str:
    """The tag without its namespace: strict and transitional files differ in nothing else."""
    return _without_namespace(str(element.tag))


@lru_cache(maxsize=1024)
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def text_of_paragraph(*, paragraph: etree._Element, findings: Findings) -> str:
    """The paragraph's text with tabs and line breaks; text boxes are not part of it."""
    pieces: list[str] = []
    _gather(paragraph, pieces, findings)
    text = "".join(pieces)
    if not findings.has_numbering and text and not text.isspace():
        findings.has_numbering = any(
            local_name(setting) == "numPr" for setting in _settings(paragraph, "pPr")
        )
    return text


def text_boxes(*, paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of text boxes anchored in the paragraph, outermost only, each once."""
    for box in paragraph.iter(f"{{*}}{_TEXT_BOX}"):
        outer = takewhile(lambda element: element is not paragraph, box.iterancestors())
        # Every box is stored twice, for new and for old Word; the old form is the fallback.
        if {local_name(element) for element in outer}.isdisjoint({"Fallback", _TEXT_BOX}):
            yield box


def _gather(parent: etree._Element, pieces: list[str], findings: Findings) -> None:
    for child in parent:
        name = local_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r" and _is_hidden(child):
            findings.has_hidden = True
        elif name in _FIXED:
            pieces.append(_FIXED[name])
        elif name == "sym":
            pieces.append(SYMBOLS.get(text_of(element=child, name="char").upper(), "\ufffd"))
        elif name in _DRAWN:
            if next(child.iter("{*}blip", "{*}imagedata"), None) is not None:
                findings.has_pictures = True
        elif name in _REMOVED:
            findings.has_changes = True
        elif name in _NOTES:
            findings.has_notes = True
        elif name not in _LEFT_OUT:
            if name in ("ins", "moveTo"):
                findings.has_changes = True
            _gather(child, pieces, findings)


def _is_hidden(run: etree._Element) -> bool:
    return any(
        local_name(setting) == "vanish" and text_of(element=setting, name="val").lower() not in _OFF
        for setting in _settings(run, "rPr")
    )


def _settings(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """What a paragraph or run says of itself; it says so once, before anything else."""
    for child in element:
        if local_name(child) == name:
            yield from child
            return
