"""What this place is called: from its TOML file, or else from the root of the organisation tree."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

PRODUCT = "数字人大"


@dataclass(frozen=True, slots=True)
class Place:
    """The names a place goes by, and what stands at the head and foot of its public pages."""

    name: str = ""
    short_name: str = ""
    motto: str = ""
    foot_lines: tuple[str, ...] = ()
    foot_links: tuple[tuple[str, str], ...] = ()
    demonstration: bool = False


_read: tuple[str, int, Place] | None = None


def place_file() -> Place:
    """What the place's TOML file says, read again when it changes; nothing when there is none.

    Keys: `name`, `short_name`, `demonstration`, and under `[public]` `motto`, `foot_lines` (a list of sentences) and
    `foot_links` (a list of tables with `title` and `url`).
    """
    global _read
    path = Path(settings.PLACE_FILE) if settings.PLACE_FILE else None
    if path is None or not path.is_file():
        return Place()
    stamp = path.stat().st_mtime_ns
    if _read is None or _read[:2] != (str(path), stamp):
        with path.open("rb") as file:
            _read = (str(path), stamp, _place(tomllib.load(file)))
    return _read[2]


def _place(values: dict[str, Any]) -> Place:
    public = values.get("public", {})
    return Place(
        name=str(values.get("name", "")),
        short_name=str(values.get("short_name", "")),
        motto=str(public.get("motto", "")),
        foot_lines=tuple(str(line) for line in public.get("foot_lines", ())),
        foot_links=tuple((str(each["title"]), str(each["url"])) for each in public.get("foot_links", ())),
        demonstration=bool(values.get("demonstration", False)),
    )
