"""Permission codes of upkeep."""

from enum import StrEnum


class UpkeepPermission(StrEnum):
    """What one may be allowed to do for the running of the place."""

    READ = "upkeep.read"
    TEND = "upkeep.tend"
