"""Permission codes of access."""

from enum import StrEnum


class AccessPermission(StrEnum):
    """What one may be allowed to do with roles and grants."""

    OWN_ROLES = "access.own_roles"
    READ = "access.read"
    MANAGE_ROLES = "access.manage_roles"
    GRANT = "access.grant"
    INSTALL = "access.install"
