"""The chain's head, kept outside the database: whoever can rewrite the database cannot rewrite this as well.

One line for each sealed block in a file of the data folder that is only ever appended to. Without it, cutting off the
end of the trail, or making the whole chain anew, would leave no trace.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

_LINE = re.compile(r"([0-9]+) ([0-9a-f]{64}) \S+")

logger = logging.getLogger(__name__)


def keep_anchor(*, number: int, chain: str, at: datetime) -> None:
    """Append the chain's head after a block was committed. A full disk must not stop the sealing."""
    line = f"{number} {chain} {at.isoformat()}\n".encode()
    try:
        path = anchor_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        logger.exception("the head of the audit chain could not be kept outside the database")


def anchors() -> dict[int, str]:
    """Every kept head by its number in the chain: the first that was kept, a later one must not hide it.

    Lines that are none are passed over.
    """
    kept: dict[int, str] = {}
    for number, chain in _read():
        kept.setdefault(number, chain)
    return kept


def forget_anchors() -> None:
    """Begin again; only where the whole database is emptied."""
    anchor_file().unlink(missing_ok=True)


def anchor_file() -> Path:
    """Where the heads are kept."""
    return Path(settings.DATA_DIR) / "audit" / "heads.txt"


def _read() -> Iterator[tuple[int, str]]:
    try:
        text = anchor_file().read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if found:
            yield int(found[1]), found[2]
