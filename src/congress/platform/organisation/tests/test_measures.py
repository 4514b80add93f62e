"""The figure of deputies in office: whose congress, on which day, and only what one may see."""

from __future__ import annotations

from datetime import date

import pytest

from congress.platform.core.measures import measured
from congress.platform.core.refusals import Refused
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.services import add_mandate, end_mandate
from congress.platform.organisation.tests.worlds import CONSOLE, Tree
from congress.standards.values.period import Period, PeriodKind

CODE = "organisation.deputies_in_office"
BEGAN = date(2022, 1, 10)


def _seat(tree: Tree, term: object, name: str) -> object:
    return add_mandate(
        actor=CONSOLE,
        at=tree.at,
        target=term,
        person=tree.person(name, "RD"),
        electing_unit="第一选区",
        from_date=BEGAN,
    )


def test_an_office_counts_the_deputies_of_its_congress_on_the_last_day(tree: Tree) -> None:
    term = tree.term()
    _seat(tree, term, "陈明")
    gone = _seat(tree, term, "李四")
    end_mandate(
        actor=CONSOLE, at=tree.at, target=gone, version=1, reason="辞职", until_date=date(2025, 6, 30)
    )
    clerk = tree.somebody("clerk", P.READ_PEOPLE)

    def count(body: str, year: int) -> object:
        period = Period(year, PeriodKind.YEAR)
        return measured(actor=clerk, code=CODE, body=tree.ids[body], period=period, at=tree.at)

    assert [count("CWH", year).value for year in (2021, 2024, 2025)] == [0, 2, 1]  # type: ignore[attr-defined]
    value = count("RD", 2025)
    assert [row.text for row in value.rows] == ["陈明（第一选区）"]  # type: ignore[attr-defined]
    assert value.text == "1人" and "2025-12-31" in value.how  # type: ignore[attr-defined]


def test_a_body_without_a_congress_above_has_nothing_to_count(tree: Tree) -> None:
    clerk = tree.somebody("clerk", P.READ_PEOPLE)
    value = measured(
        actor=clerk, code=CODE, body=tree.ids["YC"], period=Period(2026, PeriodKind.YEAR), at=tree.at
    )
    assert value.value is None and value.text == ""


def test_who_may_not_read_the_roll_gets_no_figure(tree: Tree) -> None:
    stranger = tree.somebody("stranger", P.READ)
    with pytest.raises(Refused):
        measured(
            actor=stranger, code=CODE, body=tree.ids["RD"], period=Period(2026, PeriodKind.YEAR), at=tree.at
        )
