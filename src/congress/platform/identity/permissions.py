"""Permission codes of identity."""

from enum import StrEnum


class IdentityPermission(StrEnum):
    """What one may be allowed to do with accounts and sessions."""

    SIGN_IN = "identity.sign_in"
    OWN_ACCOUNT = "identity.own_account"
    READ_ACCOUNTS = "identity.read_accounts"
    MANAGE_ACCOUNTS = "identity.manage_accounts"
