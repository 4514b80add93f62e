"""One supervisor for each data folder: an advisory lock that the kernel takes back when the process dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderTaken(RuntimeError):
    """Another process works on this data folder; `holder` is its id, 0 when unknown."""

    def __init__(self, folder: Path, holder: int) -> None:
        super().__init__(f"{folder} is in use by process {holder}")
        self.folder = folder
        self.holder = holder


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's lock. Raises `FolderTaken` at once when somebody else holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderTaken(folder, _holder(descriptor)) from None
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> int:
    text = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
    return int(text) if text.isdigit() else 0
