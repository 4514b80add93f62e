"""Roles, permissions and scope of data: one rule for every verb, deny by default."""
