"""Acts at the front door: arranging, pinning, switching apps, giving and closing to-dos, telling people."""

from congress.platform.portal.services.arranging import arrange_cards, arrange_menu, undo_arrangement
from congress.platform.portal.services.notices import notify, read_all_notices, read_notice
from congress.platform.portal.services.pinning import pin_entry, unpin_entry
from congress.platform.portal.services.switching import switch_app
from congress.platform.portal.services.todos import close_todo, give_todo, withdraw_todo

__all__ = [
    "arrange_cards",
    "arrange_menu",
    "close_todo",
    "give_todo",
    "notify",
    "pin_entry",
    "read_all_notices",
    "read_notice",
    "switch_app",
    "undo_arrangement",
    "unpin_entry",
    "withdraw_todo",
]
