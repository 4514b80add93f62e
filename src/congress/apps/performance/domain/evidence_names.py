"""Names inside the archive of evidence: numbered like the table, safe on every computer."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST = 60
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def folder_name(*, number: str, name: str) -> str:
    """The folder of a row: `1.2.3-召开会议次数`."""
    return f"{number}-{_safe(name, otherwise='指标')}"


def file_name(*, position: int, title: str, name: str) -> str:
    """A file in its row's folder: `01-会议纪要.pdf`; `name` is the stored name and gives the ending."""
    stem, dot, ending = name.rpartition(".")
    ending = ending if dot and stem else ""
    called = title.removesuffix(f".{ending}") if ending else title
    safe = _safe(called, otherwise="材料")
    return f"{position:02d}-{safe}.{_safe(ending, otherwise='bin')}" if ending else f"{position:02d}-{safe}"


def _safe(text: str, *, otherwise: str) -> str:
    plain = "".join(each for each in text if unicodedata.category(each) not in _INVISIBLE)
    cleaned = _FORBIDDEN.sub("_", " ".join(plain.split()))[:_LONGEST].strip(" .")
    if not cleaned or _RESERVED.fullmatch(cleaned):
        return f"{otherwise}_{cleaned}" if cleaned else otherwise
    return cleaned
