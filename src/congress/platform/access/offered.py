"""The roles that manifests offer to a place. Several modules may add their permissions to one of the same code."""

from __future__ import annotations

from dataclasses import dataclass

from congress.platform.core.registry import manifests


@dataclass(frozen=True, slots=True)
class OfferedRole:
    """A role as the manifests together describe it."""

    code: str
    title: str
    permissions: tuple[str, ...]


def offered_roles() -> dict[str, OfferedRole]:
    """Every role template by code; the module that comes first in the layers gives the title."""
    found: dict[str, OfferedRole] = {}
    for manifest in manifests():
        for each in manifest.roles:
            before = found.get(each.code, OfferedRole(each.code, str(each.title), ()))
            codes = dict.fromkeys((*before.permissions, *map(str, each.permissions)))
            found[each.code] = OfferedRole(each.code, before.title, tuple(codes))
    return found
