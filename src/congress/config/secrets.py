"""Secrets of an installation: made once at random, kept in a folder apart from the data, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def installation_secret(folder: Path, name: str) -> str:
    """The secret of that name, made on first use; two processes starting at once agree on one."""
    path = folder / f"{name}.key"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = folder / f".{name}.{os.getpid()}.new"
    if not path.exists():
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(beside, path)  # fails when another process was faster: its secret stands
        except FileExistsError:
            pass
        finally:
            beside.unlink()
    return path.read_text().strip()
