"""Permission codes of knowledge."""

from enum import StrEnum


class KnowledgePermission(StrEnum):
    """What one may be allowed to do with the dictionary of the place."""

    READ = "knowledge.read"
    EDIT = "knowledge.edit"
