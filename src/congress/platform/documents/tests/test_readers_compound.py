"""The old Office container: streams long and short, and chains that lie."""

from __future__ import annotations

import struct

import pytest

from congress.platform.documents.readers import compound

from .making import compound_of, refusal
from .old_office import container_of

LONG, SHORT = bytes(range(256)) * 20, b"short" * 30


def opened(content: bytes) -> compound.Container:
    container = compound.opened(content=content)
    assert container is not None
    return container


def test_streams_long_short_and_empty() -> None:
    container = opened(container_of({"Long": LONG, "Short": SHORT, "Empty": b""}))
    assert container.names() == {"Long", "Short", "Empty"}
    assert [container.stream(name=name) for name in ("Long", "Short", "Empty", "None")] == [
        LONG,
        SHORT,
        b"",
        None,
    ]


def test_a_storage_is_no_stream() -> None:
    content = bytearray(container_of({"Folder": SHORT}))
    at = content.index("Folder".encode("utf-16-le"))
    content[at + 66] = 1
    assert opened(bytes(content)).stream(name="Folder") is None


def test_tables_beyond_the_header_are_followed() -> None:
    content = bytearray(container_of({"Long": LONG}))
    table = struct.unpack_from("<I", content, 76)[0]
    further = (len(content) - 512) // 512
    content += struct.pack("<128I", table, *[0xFFFFFFFF] * 126, 0xFFFFFFFE)
    struct.pack_into("<I", content, 76, 0xFFFFFFFF)
    struct.pack_into("<II", content, 68, further, 1)
    assert opened(bytes(content)).stream(name="Long") == LONG
    struct.pack_into("<I", content, 512 + further * 512 + 508, further)  # it names itself as the next
    assert opened(bytes(content)).stream(name="Long") == LONG


@pytest.mark.parametrize("size_bytes", [len(LONG) * 9, 1 << 31])
def test_a_stream_longer_than_its_chain_or_its_file_is_broken(size_bytes: int) -> None:
    content = bytearray(container_of({"Long": LONG, "Other": LONG * 9}))
    at = content.index("Long".encode("utf-16-le"))
    struct.pack_into("<I", content, at + 120, size_bytes)
    assert refusal(lambda: opened(bytes(content)).stream(name="Long")).code == "documents.broken_file"


def test_a_directory_beyond_reason_is_no_container(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compound, "_MOST_ENTRIES", 3)
    assert compound.opened(content=compound_of("a", "b", "c", "d")) is None


@pytest.mark.parametrize("cut", [0, 20, 80, 511, 600])
def test_what_is_cut_off_is_no_container(cut: int) -> None:
    assert compound.opened(content=container_of({"Long": LONG})[:cut]) is None
