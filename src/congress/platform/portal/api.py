"""The portal's door: to-dos and notices for modules that give work to people."""

from congress.platform.portal.contracts import Choice
from congress.platform.portal.services import close_todo, give_todo, notify, withdraw_todo

__all__ = ["Choice", "close_todo", "give_todo", "notify", "withdraw_todo"]
