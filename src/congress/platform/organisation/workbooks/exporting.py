"""The tree as a file, as far as an actor may look at it; what comes out can go in again."""

from __future__ import annotations

from congress.platform.core.actors import Actor
from congress.platform.organisation.domain.people_rows import PEOPLE
from congress.platform.organisation.domain.persons import GENDERS
from congress.platform.organisation.domain.tree_rows import row_of
from congress.platform.organisation.models import Body
from congress.platform.organisation.selectors.bodies import in_tree_order
from congress.platform.organisation.selectors.imports import exported_bodies, standing_of
from congress.platform.organisation.workbooks.writing import workbook
from congress.standards.datasets import load_dataset


def tree_workbook(*, actor: Actor, top: Body | None = None) -> bytes:
    """The bodies at or below one, or all an actor may look at, as XLSX in the columns of `organisation_tree`."""
    dataset = load_dataset("organisation_tree")
    bodies = in_tree_order(exported_bodies(actor=actor, top=top))
    rows = (
        row_of(standing_of(body, parent=None if body.parent is None else body.parent.code), dataset=dataset)
        for body in bodies
    )
    return workbook(dataset=dataset, rows=rows)


def blank_workbook(*, kind: str) -> bytes:
    """An empty table to be filled in, of bodies or of people."""
    if kind == "people":
        choices = {"gender": list(GENDERS.values()), "namesake": ["是"]}
        return workbook(dataset=PEOPLE, rows=[], choices=choices)
    return workbook(dataset=load_dataset("organisation_tree"), rows=[])
