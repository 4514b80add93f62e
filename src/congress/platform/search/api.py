"""The door of search: put and remove inside a command, find anywhere."""

from congress.platform.search.contracts import Found, Hit, Segment
from congress.platform.search.selectors import find
from congress.platform.search.services import put, remove, start_rebuild

__all__ = ["Found", "Hit", "Segment", "find", "put", "remove", "start_rebuild"]
