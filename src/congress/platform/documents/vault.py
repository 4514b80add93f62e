"""Bytes on disk: written beside, made durable, then moved into place under a keyed digest.

Whoever holds the disk alone learns neither names nor, without the key, whether a known document is among them.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings

from congress.standards.errors import RuleViolation

CHUNK = 1024 * 1024
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
INCOMING, LEAVING = "incoming", "leaving"
OWNER_ALONE = 0o700
_KEYED_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What the vault says about bytes it has taken in."""

    digest: str
    keyed_digest: str
    size_bytes: int


def keep(content: BinaryIO) -> Kept:
    """Take bytes in; the same are kept once. Raises `RuleViolation` when the disk is full or they are too many."""
    beside = _root() / INCOMING / uuid4().hex
    try:
        _make_folder(beside.parent)
        kept = _write(content, beside)
        place = path_of(kept.keyed_digest)
        _make_folder(place.parent)
        beside.replace(place)
        _make_durable(place.parent)
    except OSError as broken:
        if broken.errno in DISK_FULL:
            raise RuleViolation(
                "documents.disk_full",
                "服务器磁盘空间不足，文件没有保存。请告知系统管理员，清理空间后再上传。",
            ) from broken
        raise
    finally:
        beside.unlink(missing_ok=True)
    return kept


def opened(keyed_digest: str) -> BinaryIO:
    """The bytes kept under a digest. Raises `FileNotFoundError`."""
    return path_of(keyed_digest).open("rb")


def renew(keyed_digest: str) -> bool:
    """Make bytes young again, so that no sweep takes them before their row is stored. False when they are gone."""
    try:
        os.utime(path_of(keyed_digest))
    except FileNotFoundError:
        return False
    return True


def path_of(keyed_digest: str) -> Path:
    """Where the bytes of a digest lie. Raises `ValueError` for anything that is no digest of ours."""
    if not _KEYED_DIGEST.fullmatch(keyed_digest):
        raise ValueError("not a keyed digest")
    return _root() / keyed_digest[:2] / keyed_digest[2:4] / keyed_digest[4:]


def every_digest() -> Iterator[str]:
    """The keyed digests of everything kept, for the sweep."""
    for path in _root().glob("??/??/*"):
        digest = "".join(path.relative_to(_root()).parts)
        if _KEYED_DIGEST.fullmatch(digest):
            yield digest


def remove_unfinished(*, older_than: float) -> int:
    """Remove what broken uploads left lying beside, by time stamp (seconds); returns how many.

    What a broken sweep had moved aside is put back: whether it may go is asked anew.
    """
    for path in (_root() / LEAVING).glob("*"):
        path.replace(path_of(path.name))
    gone = 0
    for path in (_root() / INCOMING).glob("*"):
        if (stamp := _stamp(path)) is not None and stamp < older_than:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def remove_unless_renewed(keyed_digest: str, *, older_than: float) -> bool:
    """Remove bytes whose time stamp (seconds) is older. False when they were kept again in the meantime, or are gone.

    They are moved aside first: whoever keeps the same bytes at this moment has either moved its own into place
    before, which shows in the time stamp, or does so afterwards.
    """
    place, aside = path_of(keyed_digest), _root() / LEAVING / keyed_digest
    if (stamp := _stamp(place)) is None or stamp >= older_than:
        return False
    _make_folder(aside.parent)
    place.replace(aside)
    if aside.stat().st_mtime >= older_than:
        aside.replace(place)
        return False
    aside.unlink()
    return True


def _stamp(path: Path) -> float | None:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None


def _write(content: BinaryIO, beside: Path) -> Kept:
    plain, keyed = hashlib.sha256(), hmac.new(_key(), digestmod=hashlib.sha256)
    size = 0
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > settings.UPLOAD_LIMIT_BYTES:
                limit = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
                raise RuleViolation(
                    "documents.too_large",
                    f"文件超过 {limit} MB，没有保存。请压缩图片或拆成几个文件后再上传。",
                )
            plain.update(chunk)
            keyed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Kept(plain.hexdigest(), keyed.hexdigest(), size)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, and make their names durable too."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=OWNER_ALONE, exist_ok=True)
    _make_durable(folder.parent)


def _make_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _root() -> Path:
    return Path(settings.DATA_DIR) / "files"


def _key() -> bytes:
    return settings.FILE_NAME_KEY.encode()
