"""Permission codes of search."""

from enum import StrEnum


class SearchPermission(StrEnum):
    """What one may be allowed to do with the index; what one finds follows from the permissions of the entries."""

    REBUILD = "search.rebuild"
    CUT = "search.cut"
