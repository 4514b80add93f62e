"""Reading what the arranging page shows: rows to move and rename, and what was arranged before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congress.platform.core.manifest import Manifest
from congress.platform.core.pages import public_verbs
from congress.platform.identity.api import account_infos
from congress.platform.portal.domain import NEW_SINCE, Offer, Wish, grouped
from congress.platform.portal.models import Arrangement
from congress.platform.portal.selectors.arrangements import wishes_of
from congress.platform.portal.selectors.cards import all_card_offers
from congress.platform.portal.selectors.menus import all_menu_offers


@dataclass(frozen=True, slots=True)
class ArrangementRow:
    """One entry or card on the arranging page: what is offered, its new name, whether it is hidden."""

    offer: Offer
    title: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that stand under one head, with what the buttons at its ends may do."""

    title: str
    rows: tuple[ArrangementRow, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One arrangement of the past or the present."""

    id: UUID
    made_at: datetime
    made_by: str
    state: str
    state_title: str


def offers_to_arrange(kind: str, manifests: Iterable[Manifest]) -> list[Offer]:
    """Everything of a kind that switched-on modules offer to accounts; what strangers see is not arranged here."""
    gather = all_menu_offers if kind == "menu" else all_card_offers
    return gather(manifests, but=public_verbs())


def rows_of(offers: Sequence[Offer], arrangement: Arrangement | None) -> list[ArrangementRow]:
    """The offers in the order of an arrangement, hidden ones among them."""
    wishes = wishes_of(arrangement)
    kept = {offer.code: wishes.get(offer.code) or Wish(NEW_SINCE + offer.order) for offer in offers}
    ordered = sorted(offers, key=lambda offer: (kept[offer.code].order, offer.code))
    rows = [ArrangementRow(offer, kept[offer.code].title, kept[offer.code].is_hidden) for offer in ordered]
    in_groups = [code.code for _, members in grouped([row.offer for row in rows]) for code in members]
    return sorted(rows, key=lambda row: in_groups.index(row.offer.code))


def row_groups(rows: Sequence[ArrangementRow]) -> list[RowGroup]:
    """The rows under their heads."""
    by_code = {row.offer.code: row for row in rows}
    groups = grouped([row.offer for row in rows])
    return [
        RowGroup(title, tuple(by_code[offer.code] for offer in members), place == 0, place == len(groups) - 1)
        for place, (title, members) in enumerate(groups)
    ]


def history_lines(arrangements: Iterable[Arrangement]) -> list[HistoryLine]:
    """What was arranged, by whom and when. Two queries."""
    rows = list(arrangements)
    names = account_infos(ids=[row.made_by_id for row in rows if row.made_by_id])
    return [
        HistoryLine(
            row.pk,
            row.made_at,
            names[row.made_by_id].display_name if row.made_by_id else _("系统"),
            row.state,
            str(dict(Arrangement._meta.get_field("state").flatchoices)[row.state]),
        )
        for row in rows
    ]
