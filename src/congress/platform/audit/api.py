"""The door of the audit trail."""

from congress.platform.audit.contracts import Fault, LastVerification, Verification
from congress.platform.audit.protection import missing_protection
from congress.platform.audit.sealing import seal_rows, unsealed_since
from congress.platform.audit.selectors import last_verification
from congress.platform.audit.verifying import verify_audit

__all__ = [
    "Fault",
    "LastVerification",
    "Verification",
    "last_verification",
    "missing_protection",
    "seal_rows",
    "unsealed_since",
    "verify_audit",
]
