"""Pages of access: roles, grants, and one's own permissions explained."""
