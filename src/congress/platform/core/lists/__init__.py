"""The one list component: filter, search, sort, saved views, pages, export. Every list of every app is one of these."""

from congress.platform.core.lists.page import ListPage, show_list
from congress.platform.core.lists.spec import Column, Empty, Filter, ListSpec

__all__ = ["Column", "Empty", "Filter", "ListPage", "ListSpec", "show_list"]
