"""Bytes on disk: written beside, made durable, then moved into place under a keyed digest."""

from __future__ import annotations

import errno
import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings

from congress.standards.errors import RuleViolation

CHUNK = 1024 * 1024
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the vault says about bytes it has taken in."""

    digest: str
    keyed_digest: str
    size_bytes: int


def keep(content: BinaryIO) -> Kept:
    """Take bytes in; the same bytes are kept once. Raises `RuleViolation` when the disk is full or they are too many."""
    folder = _root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / uuid4().hex
    try:
        kept = _write(content, beside)
        place = path_of(kept.keyed_digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.replace(place)
        _make_durable(place.parent)
    except OSError as broken:
        if broken.errno in DISK_FULL:
            raise RuleViolation(
                "documents.disk_full", "服务器磁盘空间不足，文件没有保存。请告知系统管理员，清理空间后再上传。"
            ) from broken
        raise
    finally:
        beside.unlink(missing_ok=True)
    return kept


def opened(keyed_digest: str) -> BinaryIO:
    """The bytes kept under a digest. Raises `FileNotFoundError`."""
    return path_of(keyed_digest).open("rb")


def path_of(keyed_digest: str) -> Path:
    """Where the bytes of a digest lie."""
    return _root() / keyed_digest[:2] / keyed_digest[2:4] / keyed_digest[4:]


def every_digest() -> list[str]:
    """The keyed digests of everything kept, for the sweep."""
    return ["".join(path.relative_to(_root()).parts) for path in _root().glob("??/??/*")]


def _write(content: BinaryIO, beside: Path) -> Kept:
    plain, keyed = hashlib.sha256(), hmac.new(_key(), digestmod=hashlib.sha256)
    size = 0
    with beside.open("xb") as file:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > settings.UPLOAD_LIMIT_BYTES:
                limit = settings.UPLOAD_LIMIT_BYTES // (1024 * 1024)
                raise RuleViolation(
                    "documents.too_large", f"文件超过 {limit} MB，没有保存。请压缩图片或拆成几个文件后再上传。"
                )
            plain.update(chunk)
            keyed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Kept(plain.hexdigest(), keyed.hexdigest(), size)


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
