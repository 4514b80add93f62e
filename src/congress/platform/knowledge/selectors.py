"""Reads for the pages of the dictionary: what ships and what the place entered, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from congress.platform.core.actors import Actor
from congress.platform.core.ports import visible
from congress.platform.knowledge.contracts import Known
from congress.platform.knowledge.kinds import KINDS
from congress.platform.knowledge.models import Entry
from congress.platform.knowledge.permissions import KnowledgePermission
from congress.standards.codes import load_table
from congress.standards.values import RegionCode

STATES = {"in_force": "现行有效", "upcoming": "尚未生效", "expired": "已失效", "retired": "已停用"}
TONES = {"in_force": "good", "upcoming": "info", "expired": "neutral", "retired": "neutral"}


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the dictionary: what is known, its state on the day, and the row it came from if it is own."""

    known: Known
    state: str
    row: Entry | None = None

    @property
    def kind(self) -> str:
        """The kind's code."""
        return self.known.kind

    @property
    def key(self) -> str:
        """The key within the kind."""
        return self.known.key

    @property
    def title(self) -> str:
        """What it is called."""
        return self.known.title

    @property
    def sentence(self) -> str:
        """What it says, in one line."""
        return KINDS[self.known.kind].sentence(self.known.value)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What it says, by name."""
        return KINDS[self.known.kind].told(self.known.value)

    @property
    def area(self) -> str:
        """The jurisdiction's name, its code where the table of regions does not know it."""
        return area_name(self.known.jurisdiction)

    @property
    def jurisdiction(self) -> str:
        """The jurisdiction's code, for sorting."""
        return self.known.jurisdiction.code

    @property
    def effective_from(self) -> date | None:
        """The first day."""
        return self.known.effective_from

    @property
    def effective_until(self) -> date | None:
        """The last day."""
        return self.known.effective_until

    @property
    def state_title(self) -> str:
        """The state in words."""
        return STATES[self.state]

    @property
    def tone(self) -> str:
        """The tone of the state mark."""
        return TONES[self.state]

    @property
    def text(self) -> str:
        """Everything a search looks at."""
        return " ".join((self.title, self.key, self.sentence, self.known.citation))


def area_name(code: RegionCode) -> str:
    """A region's name, or its code."""
    found = load_table("regions").find(code.code)
    return found.name if found is not None else code.code


def entries(actor: Actor) -> QuerySet[Entry]:
    """The place's own entries that the actor may read, retired ones too."""
    return visible(Entry.objects.all(), actor, KnowledgePermission.READ)


def dictionary(actor: Actor, *, on: date) -> list[Item]:
    """Everything known, the place's own first within a key. One query."""
    own = [_own(row, on) for row in entries(actor).order_by("kind", "key", "-effective_from", "-pk")]
    shipped = [Item(each, _state(each, on)) for kind in KINDS.values() for each in kind.shipped()]
    return sorted(
        [*own, *shipped], key=lambda item: (list(KINDS).index(item.kind), item.key, item.row is None)
    )


def versions(actor: Actor, *, kind: str, key: str, on: date) -> list[Item]:
    """Everything ever known under a key: what is in use first, the newest first."""
    rows = entries(actor).filter(kind=kind, key=key).select_related("replaces")
    found = [_own(row, on) for row in rows]
    found += [Item(each, _state(each, on)) for each in KINDS[kind].shipped() if each.key == key]
    return sorted(found, key=_rank)


def entry(actor: Actor, entry_id: UUID) -> Entry | None:
    """One of the place's own entries, or None."""
    return entries(actor).filter(pk=entry_id).first()


def _own(row: Entry, on: date) -> Item:
    known = row.known()
    return Item(known, "retired" if row.state == "retired" else _state(known, on), row)


def _state(known: Known, on: date) -> str:
    if known.is_in_force(on=on):
        return "in_force"
    return "upcoming" if known.effective_from is not None and on < known.effective_from else "expired"


def _rank(item: Item) -> tuple[int, int, int, bool]:
    """In use before retired, narrow before wide, new before old, own before shipped."""
    newest = -(item.effective_from or date.min).toordinal()
    return (item.state == "retired", -item.known.jurisdiction.level.depth, newest, item.row is None)
