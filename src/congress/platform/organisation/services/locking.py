"""Keeping the tree's shape whole while several people change it at once.

Whoever adds, moves or closes bodies first holds the row the door has locked, then the root; whoever holds the root and
needs further rows takes them without waiting, so that nobody waits for somebody who waits for them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import OperationalError
from django.db.models import QuerySet

from congress.platform.core.commands import Act, part
from congress.platform.organisation.models import Body
from congress.standards.errors import RuleViolation


@part
def lock_tree(act: Act[Any]) -> None:
    """Wait until nobody else changes the shape of the tree, and keep others out until the act ends."""
    list(Body.objects.filter(parent__isnull=True).select_for_update(no_key=True).values_list("pk"))


@part
def lock_rows(act: Act[Any], *, bodies: Collection[UUID]) -> dict[UUID, Body]:
    """Lock bodies in a settled order, before the tree. They come by id, as they stand now."""
    rows = Body.objects.filter(pk__in=bodies).order_by("pk").select_for_update(of=("self",))
    return {row.pk: row for row in rows}


@part
def take_rows(act: Act[Any], *, rows: QuerySet[Body]) -> None:
    """Lock further bodies while holding the tree; raises when somebody is at work on one of them."""
    try:
        list(rows.order_by("pk").select_for_update(of=("self",), nowait=True).values_list("pk"))
    except OperationalError as busy:
        message = "有人正在修改这一部分机构，请稍后再试。"
        raise RuleViolation("organisation.tree_busy", message) from busy
