"""Permission codes of organisation."""

from enum import StrEnum


class OrganisationPermission(StrEnum):
    """What one may be allowed to do with bodies, persons and mandates."""

    FOUND = "organisation.found"
    READ = "organisation.read"
    MANAGE = "organisation.manage"
    READ_PEOPLE = "organisation.read_people"
    MANAGE_PEOPLE = "organisation.manage_people"
    IMPORT = "organisation.import"
    IMPORT_ROWS = "organisation.import_rows"
