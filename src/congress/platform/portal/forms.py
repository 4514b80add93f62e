"""Forms of the portal: shape only."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import QueryDict

from congress.platform.portal.contracts import Choice
from congress.platform.portal.domain import Offer, moved, moved_group
from congress.platform.portal.selectors.arranging import ArrangementRow

STEPS = {"up": -1, "down": 1, "group-up": -1, "group-down": 1}


class ArrangementForm:
    """The arrangement as it stands in the browser: parallel lists of codes and names, the hidden codes, and which
    button was pressed. Django's forms know no ordered list of rows, so this reads the post itself."""

    def __init__(self, data: QueryDict, offers: Sequence[Offer]) -> None:
        known = {offer.code: offer for offer in offers}
        codes, titles = data.getlist("code"), data.getlist("title")
        hidden = frozenset(data.getlist("hidden"))
        typed = dict(zip(codes, [*titles, *[""] * len(codes)], strict=False))
        self._rows = [
            ArrangementRow(known[code], typed[code].strip(), code in hidden)
            for code in typed
            if code in known
        ]
        self._rows += [ArrangementRow(offer, "", False) for offer in offers if offer.code not in typed]
        self.move = data.get("move", "")
        self.is_reset = data.get("act") == "reset"
        self.based_on = _id(data.get("based_on", ""))

    def rows(self) -> list[ArrangementRow]:
        """The rows as they stood in the browser."""
        return self._rows

    def moved_rows(self) -> list[ArrangementRow]:
        """The rows after the pressed button: one up or down within its group, or a whole group."""
        word, _, what = self.move.partition(":")
        step = STEPS.get(word, 0)
        offers = [row.offer for row in self._rows]
        by_code = {row.offer.code: row for row in self._rows}
        if word.startswith("group"):
            order = moved_group(offers, what, step)
        else:
            group = by_code[what].offer.group if what in by_code else ""
            order = moved(list(by_code), what, step, beside=[o.code for o in offers if o.group == group])
        return [by_code[code] for code in order]

    def choices(self) -> list[Choice]:
        """What the command is asked to store."""
        return [
            Choice(row.offer.code, "" if row.title == row.offer.title else row.title, row.is_hidden)
            for row in self._rows
        ]


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
