"""Opening Office files, which are ZIP archives of XML, without trusting what they say about themselves."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree

from congress.platform.documents.readers import refusals
from congress.platform.documents.readers.limits import LIMITS, MIB, Limits
from congress.platform.documents.readers.markup import parse_xml

KIND = "Office 文件"
# What a broken archive makes the standard library raise, from its directory down to its compressed bytes.
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_CONTENT_TYPES_NAME = "[Content_Types].xml"
_CONTENT_TYPES_BYTES = 2 * MIB
_ENCRYPTED = 0x1
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Package:
    """A ZIP archive whose directory has been checked; members are read one at a time, by name."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def read(self, *, name: str, kind: str = KIND) -> bytes:
        """One member's bytes, never more than the directory declared. RuleViolation when it is broken."""
        try:
            return self.archive.read(name)
        except (KeyError, *_FAULTS) as fault:
            raise refusals.broken(kind=kind) from fault

    def content_types(self) -> dict[str, str]:
        """Content type by part name (`word/document.xml`), as `[Content_Types].xml` overrides say."""
        if (
            _CONTENT_TYPES_NAME not in self.names
            or self.archive.getinfo(_CONTENT_TYPES_NAME).file_size > _CONTENT_TYPES_BYTES
        ):
            return {}
        root = parse_xml(content=self.read(name=_CONTENT_TYPES_NAME), kind=KIND)
        found = {}
        for element in root.iter("{*}Override"):
            found[str(element.get("PartName", "")).lstrip("/")] = str(element.get("ContentType", ""))
        return found

    def related(self, *, part: str) -> dict[str, str]:
        """Part name by relationship id, for what `part` refers to inside the package; no links outside."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self.names:
            return {}
        targets = {}
        root = parse_xml(content=self.read(name=name), kind=KIND)
        for element in root.iter(f"{_RELATIONSHIPS}Relationship"):
            if element.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, str(element.get("Target", ""))))
            targets[str(element.get("Id", ""))] = target.lstrip("/")
        return targets


@contextmanager
def opened(*, source: BinaryIO, size_bytes: int, limits: Limits = LIMITS) -> Iterator[Package]:
    """Open an archive after checking its directory; nothing is unpacked before.

    Raises RuleViolation: too many members, too large unpacked, too high a ratio, members behind a password,
    or no readable directory.
    """
    try:
        archive = zipfile.ZipFile(source)
    except _FAULTS as fault:
        raise refusals.broken(kind="压缩格式的文件") from fault
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        _refuse_bombs(members, size_bytes, limits)
        if len({member.filename for member in members}) < len(members):
            raise refusals.broken(kind="压缩格式的文件")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise refusals.locked(kind="文件")
        yield Package(archive=archive, names=frozenset(member.filename for member in members))


def _refuse_bombs(members: list[zipfile.ZipInfo], size_bytes: int, limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    too_dense = unpacked > limits.ratio_floor_bytes and unpacked > size_bytes * limits.unpacked_ratio
    if len(members) > limits.members or unpacked > limits.unpacked_bytes or too_dense:
        raise refusals.bomb()


def main_part(*, package: Package, content_type: re.Pattern[str], usual: str) -> str | None:
    """The name of the part with this content type, or the usual name if it is there, or None."""
    for name, declared in package.content_types().items():
        if content_type.search(declared) and name in package.names:
            return name
    return usual if usual in package.names else None


def text_of(*, element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever the prefix; empty when absent."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
