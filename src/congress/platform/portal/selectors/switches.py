"""Reading the switches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from congress.platform.core.manifest import Manifest


@dataclass(frozen=True, slots=True)
class ShownSwitch:
    """An app and whether the place uses it, with what it brings."""

    name: str
    title: str
    is_on: bool
    brings: tuple[str, ...]


def switches_of(manifests: Iterable[Manifest], off: frozenset[str]) -> list[ShownSwitch]:
    """Every app that can be switched."""
    return [
        ShownSwitch(
            each.name, str(each.title), each.name not in off, tuple(str(entry.title) for entry in each.menu)
        )
        for each in manifests
        if each.switchable
    ]
