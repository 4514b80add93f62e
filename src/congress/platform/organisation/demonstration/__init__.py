"""The demonstration place's bodies and people: 云川市, an invented city directly over its towns, and one county.

Everything is invented: the region codes begin with 89, which no province of the country has. The tree and the people
come in as any place would bring them: as tables, checked and imported in one batch each.
"""

from __future__ import annotations

from typing import Any

from congress.platform.organisation.demonstration.chance import Chance
from congress.platform.organisation.demonstration.people import build_people
from congress.platform.organisation.demonstration.tree import build_tree


def build(world: Any) -> None:
    """Build the tree, the posts, the people, the terms and their deputies, with the kinds of trouble a place has."""
    chance = Chance(world.chance)
    build_tree(world)
    build_people(world, chance)
