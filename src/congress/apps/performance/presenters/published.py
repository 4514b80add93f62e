"""What of a table goes to the public as data: what it says, not how it was read."""

from __future__ import annotations

from typing import Any

from congress.apps.performance.domain import PerformanceTable, to_json

# How a cell came about stays in the house: the source may hold what was corrected away before publishing.
_OF_THE_HOUSE = frozenset({"cells", "raw", "place", "continued", "confidence", "note", "unread"})


def public_data(typed: PerformanceTable) -> dict[str, Any]:
    """The published table as data; keys as in `domain.to_json`, without what only the house needs to know."""
    data: dict[str, Any] = _without(to_json(table=typed))
    return data


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(each) for key, each in value.items() if key not in _OF_THE_HOUSE}
    if isinstance(value, list):
        return [_without(each) for each in value]
    return value
