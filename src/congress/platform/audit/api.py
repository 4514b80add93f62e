"""The door of the audit trail."""

from congress.platform.audit import verifying
from congress.platform.audit.contracts import Fault, LastVerification, Verification
from congress.platform.audit.protection import missing_protection
from congress.platform.audit.sealing import seal_rows, unsealed_since
from congress.platform.audit.selectors import last_verification

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


def verify_audit() -> Verification:
    """Verify the whole trail, without writing anything; takes about a minute for each million rows."""
    return verifying.verify_audit()
