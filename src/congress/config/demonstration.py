"""The demonstration place: every module's part of it, built through commands, layer upon layer, from one seed."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

SEED = 20260302
ACCOUNTS_FILE = "demo-accounts.json"


@dataclass(frozen=True, slots=True)
class DemonstrationAccount:
    """An account a visitor may try: its name, its random password, and whose duty it shows."""

    username: str
    password: str
    duty: str


@dataclass(slots=True)
class World:
    """What the parts hand to each other: the time, one seeded chance, the accounts, and what was made by name."""

    at: datetime
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311  (invented people, not secrets)
    accounts: list[DemonstrationAccount] = field(default_factory=list)
    made: dict[str, Any] = field(default_factory=dict)

    def open_account(self, username: str, password: str, duty: str) -> None:
        """Remember an account so that the visitor is told its password."""
        self.accounts.append(DemonstrationAccount(username, password, duty))


def build_demonstration(*, at: datetime, data_dir: Path) -> World:
    """Build every module's part in the order of the layers and write the accounts into the data folder."""
    from congress.platform.core.registry import manifests

    world = World(at=at)
    for manifest in manifests():
        if manifest.demonstration is not None:
            manifest.demonstration(world)
    write_accounts(data_dir, world.accounts)
    return world


def write_accounts(data_dir: Path, accounts: list[DemonstrationAccount]) -> None:
    """Keep the accounts where only the owner of the data folder can read them."""
    path = data_dir / ACCOUNTS_FILE
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(each) for each in accounts], file, ensure_ascii=False, indent=1)
    beside.replace(path)


def read_accounts(data_dir: Path) -> list[DemonstrationAccount]:
    """The accounts of this folder's demonstration place; none where there is no such place."""
    try:
        text = (data_dir / ACCOUNTS_FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [DemonstrationAccount(**each) for each in json.loads(text)]
