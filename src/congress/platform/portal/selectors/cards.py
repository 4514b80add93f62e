"""Home cards: each asked for by itself, so that a broken one takes nothing else down."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from congress.platform.core.actors import Actor
from congress.platform.core.manifest import CardContent, HomeCard, Manifest
from congress.platform.portal.domain import Offer, arranged
from congress.platform.portal.selectors.arrangements import Wishes

MOST_QUERIES = 2

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as the home page prints it; `content` None when it broke."""

    code: str
    title: str
    content: CardContent | None


def card_offers(manifests: Iterable[Manifest], held: frozenset[str]) -> list[Offer]:
    """The cards a person with these verbs may have."""
    return [_offer(card) for each in manifests for card in each.cards if card.permission in held]


def all_card_offers(manifests: Iterable[Manifest], *, but: frozenset[str] = frozenset()) -> list[Offer]:
    """Every card for whoever arranges them, but for those that need a verb in `but`."""
    return [_offer(card) for each in manifests for card in each.cards if card.permission not in but]


def cards_for(
    actor: Actor, at: datetime, manifests: Iterable[Manifest], held: frozenset[str], wishes: list[Wishes]
) -> list[ShownCard]:
    """The cards of a person, arranged and filled."""
    modules = list(manifests)
    cards = {card.code: card for each in modules for card in each.cards}
    offers = arranged(card_offers(modules, held), wishes)
    return [ShownCard(offer.code, offer.title, _content(cards[offer.code], actor, at)) for offer in offers]


def _content(card: HomeCard, actor: Actor, at: datetime) -> CardContent | None:
    counter = _QueryCounter()
    try:
        with connection.execute_wrapper(counter):
            content = card.content(actor, at)
    except Exception:  # whatever it is, it is this card's own trouble
        logger.exception("home card %s broke", card.code)
        return None
    if counter.count > MOST_QUERIES:
        logger.warning(
            "home card %s asked %s queries, the budget is %s", card.code, counter.count, MOST_QUERIES
        )
    return content


class _QueryCounter:
    """Counts what a card asks the database."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def _offer(card: HomeCard) -> Offer:
    return Offer(card.code, str(card.title), card.order)
