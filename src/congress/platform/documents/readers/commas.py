"""Tables written with commas, as workbooks are saved as text (CSV)."""

from __future__ import annotations

import csv
import io

# A text may hold a comma here and there; a table has the same number in every record, and some records.
_LEAST_RECORDS, _LEAST_COLUMNS = 3, 3


def records(*, text: str) -> list[tuple[int, list[str]]] | None:
    """The records with the physical line each begins on, None when the text is no such table.

    It is one only if every record has the same number of fields, at least three, and there are at least three
    records; blank lines are passed over. Quoted fields may hold commas and line ends.
    """
    if "\t" in text or "," not in text:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for fields in reader:
            if fields:
                if len(fields) < _LEAST_COLUMNS or (found and len(fields) != len(found[0][1])):
                    return None
                found.append((line, fields))
            line = reader.line_num + 1
    except csv.Error:
        return None
    return found if len(found) >= _LEAST_RECORDS else None
