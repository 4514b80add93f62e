"""Permission codes of the portal."""

from enum import StrEnum


class PortalPermission(StrEnum):
    """What one may be allowed to do at the front door."""

    OWN_PAGE = "portal.own_page"
    OWN_TODOS = "portal.own_todos"
    OWN_NOTICES = "portal.own_notices"
    OWN_PINS = "portal.own_pins"
    OWN_DRAFTS = "portal.own_drafts"
    ARRANGE = "portal.arrange"
