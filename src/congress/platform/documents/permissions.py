"""Permission codes of documents."""

from enum import StrEnum


class DocumentPermission(StrEnum):
    """What one may be allowed to do with files as such; apps grant the business acts."""

    READ = "documents.read"
    READ_OWN = "documents.read_own"
    READ_PUBLIC = "documents.read_public"
