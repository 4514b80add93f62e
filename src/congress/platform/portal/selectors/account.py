"""What an account may do, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from congress.platform.core.manifest import Manifest


@dataclass(frozen=True, slots=True)
class HeldPermissions:
    """What one may do in one module."""

    title: str
    permissions: tuple[str, ...]


def held_permissions(manifests: Iterable[Manifest], held: frozenset[str]) -> list[HeldPermissions]:
    """The permissions an account was given, by module; what every account may do is left out."""
    found = []
    for each in manifests:
        titles = tuple(str(p.title) for p in each.permissions if p.code in held and not p.anyone)
        if titles:
            found.append(HeldPermissions(str(each.title), titles))
    return found
