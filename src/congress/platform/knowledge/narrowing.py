"""Which of several pieces of knowledge speak for a region: of each key those of the narrowest jurisdiction over it."""

from __future__ import annotations

from collections.abc import Iterable

from congress.platform.knowledge.contracts import Known
from congress.standards.values import RegionCode


def narrowest(known: Iterable[Known], region: RegionCode) -> list[Known]:
    """Of each key what its narrowest jurisdiction over the region says, with all its times."""
    by_key: dict[str, list[Known]] = {}
    for each in known:
        by_key.setdefault(each.key, []).append(each)
    return [each for entries in by_key.values() for each in _first_area(entries, region)]


def _first_area(entries: list[Known], region: RegionCode) -> list[Known]:
    for area in region.lineage:
        found = [each for each in entries if each.jurisdiction == area]
        if found:
            return found
    return []
