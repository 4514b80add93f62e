"""The roles that manifests offer to a place. Several modules may add their permissions to one of the same code."""

from __future__ import annotations

from dataclasses import dataclass

from congress.platform.core.manifest import Permission
from congress.platform.core.registry import manifests, permissions


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


def permissions_for_people() -> list[Permission]:
    """What roles may bundle: not what everybody has anyhow, and not what only machines do.

    A permission that names systems is for machines alone unless some module offers it in a role.
    """
    offered = {code for role in offered_roles().values() for code in role.permissions}
    return [
        each
        for each in permissions().values()
        if not each.anyone and not each.public and (not each.systems or each.code in offered)
    ]


def codes_for_people() -> frozenset[str]:
    """The codes of what roles may bundle."""
    return frozenset(str(each.code) for each in permissions_for_people())
