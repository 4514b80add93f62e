"""Code tables: what a code means, since when, where that is written and whether somebody checked it."""

from congress.standards.codes.loader import load_table, table_from_fields, table_names
from congress.standards.codes.table import CodeEntry, CodeTable, UnknownCode

__all__ = ["CodeEntry", "CodeTable", "UnknownCode", "load_table", "table_from_fields", "table_names"]
