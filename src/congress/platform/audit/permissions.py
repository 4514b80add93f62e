"""Permission codes of the audit trail."""

from enum import StrEnum


class AuditPermission(StrEnum):
    """What one may be allowed to do with the trail."""

    READ = "audit.read"
    VERIFY = "audit.verify"
    RECORD = "audit.record"
