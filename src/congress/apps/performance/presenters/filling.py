"""A unit's part as its page and its data show it."""

from __future__ import annotations

from typing import Any

from django import forms

from congress.apps.performance.selectors.rounds import Part


def shown_lines(
    found: Part, form: forms.Form, *, is_conflict: bool, is_resumed: bool = False
) -> list[dict[str, Any]]:
    """One line for each row: what is asked, its two fields, its evidence, what is missing.

    After somebody else saved, and over words that were typed earlier and not saved, a line says what stands there now
    where that differs.
    """
    lines = []
    for each in found.rows:
        row, value, note = each.row, form[f"value_{each.row.pk}"], form[f"note_{each.row.pk}"]
        typed = (value.value() or "", note.value() or "")
        stored = (row.value, row.note)
        differs = typed != stored and (is_conflict or (is_resumed and any(stored)))
        lines.append(
            {
                "row": row,
                "path": " · ".join(part for part in (row.project, row.level1, row.level2) if part),
                "value": value,
                "note": note,
                "evidence": each.evidence,
                "gaps": each.gaps,
                "now": " / ".join(part for part in (row.value, row.note) if part) if differs else "",
                "differs": differs,
                "filler": found.people.get(row.filled_by, "") if row.filled_by else "",
            }
        )
    return lines


def part_data(found: Part) -> dict[str, Any]:
    """A unit's part as data for JSON: its own rows only, texts as typed."""
    part, row = found.part, found.round
    return {
        "schema": "congress.performance.round_part/1",
        "round": row.title,
        "kind": row.kind,
        "unit": part.unit.name,
        "state": part.state,
        "due_on": part.due_on.isoformat(),
        "reported_at": part.reported_at.isoformat() if part.reported_at else None,
        "is_late": part.is_late,
        "rows": [
            {
                "number": each.row.number,
                "project": each.row.project,
                "level1": each.row.level1,
                "level2": each.row.level2,
                "name": each.row.name,
                "target": each.row.target,
                "value": each.row.value,
                "note": each.row.note,
                "evidence": [{"title": file.title, "digest": file.file.digest} for file in each.evidence],
            }
            for each in found.rows
        ],
    }
