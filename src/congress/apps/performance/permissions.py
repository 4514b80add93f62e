"""Permission codes of performance, and the names its machines act under."""

from enum import StrEnum


class PerformancePermission(StrEnum):
    """What one may be allowed to do with tables of performance targets."""

    READ = "performance.read"
    PREPARE = "performance.prepare"
    REVIEW = "performance.review"
    ISSUE = "performance.issue"
    PUBLISH = "performance.publish"
    COLLECT = "performance.collect"
    FILL = "performance.fill"
    RECORD = "performance.record"
    READ_PUBLISHED = "performance.read_published"


class Machine(StrEnum):
    """The jobs of performance."""

    IMPORT = "performance.import"
    PUBLISH = "performance.publish"
