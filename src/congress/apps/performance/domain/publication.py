"""What of a table goes to the public as data: what it says, not how it was read."""

from __future__ import annotations

from typing import Any

from congress.apps.performance.domain.exporting import to_json
from congress.apps.performance.domain.table import PerformanceTable, Stage

# How a cell came about stays in the house: the source may hold what was corrected away before publishing.
_OF_THE_HOUSE = frozenset({"raw", "place", "continued", "confidence", "note", "unread"})


def public_data(*, table: PerformanceTable, stage: Stage | None) -> dict[str, Any]:
    """The published table as data; keys as in `to_json`, without what only the house needs to know.

    `stage` is the one a person set, which may differ from what the titles say. Of each cell its text and its state
    remain, so that zero, blank and not applicable stay three things. `json_schema` describes the result.
    """
    data: dict[str, Any] = _without(to_json(table=table))
    return {**data, "stage": stage.value if stage else None}


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(each) for key, each in value.items() if key not in _OF_THE_HOUSE}
    if isinstance(value, list):
        return [_without(each) for each in value]
    return value
