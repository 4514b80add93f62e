"""The door of the audit trail."""

from congress.platform.audit.sealing import seal_rows
from congress.platform.audit.verifying import Fault, Verification, verify_audit

__all__ = ["Fault", "Verification", "seal_rows", "verify_audit"]
