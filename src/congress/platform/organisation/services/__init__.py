"""The acts of organisation, one function each."""

from congress.platform.organisation.services.bodies import (
    change_body,
    close_body,
    create_body,
    found_place,
    move_body,
)
from congress.platform.organisation.services.deputies import (
    add_mandate,
    create_term,
    end_mandate,
    resume_mandate,
    suspend_mandate,
)
from congress.platform.organisation.services.people import (
    appoint,
    change_person,
    create_person,
    create_post,
    end_holding,
)

__all__ = [
    "add_mandate",
    "appoint",
    "change_body",
    "change_person",
    "close_body",
    "create_body",
    "create_person",
    "create_post",
    "create_term",
    "end_holding",
    "end_mandate",
    "found_place",
    "move_body",
    "resume_mandate",
    "suspend_mandate",
]
