"""The acts of organisation, one function each; the steps of imports are in their own modules beside."""

from congress.platform.organisation.services.bodies import (
    change_body,
    close_body,
    create_body,
    found_place,
    reopen_body,
)
from congress.platform.organisation.services.mandates import (
    add_mandate,
    end_mandate,
    resume_mandate,
    suspend_mandate,
)
from congress.platform.organisation.services.moving import move_body
from congress.platform.organisation.services.people import change_person, create_person, transfer_person
from congress.platform.organisation.services.posts import (
    appoint,
    change_post,
    create_post,
    end_holding,
    retire_post,
)
from congress.platform.organisation.services.receiving import drop_import, receive_file, start_import
from congress.platform.organisation.services.terms import create_term, end_term

__all__ = [
    "add_mandate",
    "appoint",
    "change_body",
    "change_person",
    "change_post",
    "close_body",
    "create_body",
    "create_person",
    "create_post",
    "create_term",
    "drop_import",
    "end_holding",
    "end_mandate",
    "end_term",
    "found_place",
    "move_body",
    "receive_file",
    "reopen_body",
    "resume_mandate",
    "retire_post",
    "start_import",
    "suspend_mandate",
    "transfer_person",
]
