"""Bodies: founding, adding, changing, moving, closing, reopening, and every refusal."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from congress.platform.audit.models import AuditRow
from congress.platform.core.ids import new_id
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.organisation.domain import DEEPEST
from congress.platform.organisation.models import Body
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.services import (
    appoint,
    change_body,
    close_body,
    create_body,
    create_post,
    end_holding,
    found_place,
    move_body,
    reopen_body,
)
from congress.platform.organisation.tests.refusing import refusal_of
from congress.platform.organisation.tests.worlds import CONSOLE, SINCE, Tree
from congress.platform.search.api import find

LAST_DAY = date(2026, 1, 31)


def changing(tree: Tree, code: str, **values: Any) -> dict[str, Any]:
    body = tree.row(code)
    names = ("name", "short_name", "kind", "level", "region_code", "order", "version")
    known = {name: getattr(body, name) for name in names}
    return {"actor": CONSOLE, "at": tree.at, "target": body.pk, **known, **values}


def closing(tree: Tree, code: str, **values: Any) -> dict[str, Any]:
    body = tree.row(code)
    known = {"actor": CONSOLE, "at": tree.at, "target": body.pk, "version": body.version}
    return {**known, "last_day": LAST_DAY, **values}


def moving(tree: Tree, code: str, parent: str) -> dict[str, Any]:
    body = tree.row(code)
    known = {"actor": CONSOLE, "at": tree.at, "target": body.pk, "version": body.version}
    return {**known, "parent": tree.ids[parent]}


def test_a_place_is_founded_once(tree: Tree) -> None:
    root = tree.row("YC")
    assert (root.parent, root.path) == (None, "0001")
    refused = refusal_of(
        found_place,
        actor=CONSOLE,
        at=tree.at,
        code="X",
        name="另一个市",
        kind="place",
        level="city",
        region_code="",
        active_from=SINCE,
    )
    assert refused.code == "organisation.already_founded"


def test_children_get_the_next_path_below_their_parent(tree: Tree) -> None:
    assert [tree.row(code).path for code in ("ZF", "CZ", "JY")] == [
        "00010002",
        "000100020001",
        "000100020002",
    ]


def test_what_is_added_stands_in_the_audit_and_is_found(tree: Tree) -> None:
    row = AuditRow.objects.get(command="organisation.create_body", object_id=tree.ids["CZ"])
    assert (row.object_title, row.body) == ("云川市财政局", tree.ids["CZ"])
    reader = tree.somebody("reader", P.READ)
    (hit,) = find(actor=reader, words="市财政局").hits
    assert hit.url == f"/organisation/bodies/{tree.ids['CZ']}/"
    stranger = tree.somebody("other", P.READ, body="T1")
    assert find(actor=stranger, words="财政局").total == 0


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"code": " "}, "organisation.code_needed", "code"),
        ({"code": "CZ"}, "organisation.code_taken", "code"),
        ({"name": ""}, "organisation.name_needed", "name"),
        ({"kind": "club"}, "organisation.unknown_kind", "kind"),
        ({"level": "province"}, "organisation.level_above_parent", "level"),
        ({"region_code": "440100"}, "organisation.region_outside_parent", "region_code"),
    ],
)
def test_what_may_not_be_added(tree: Tree, values: dict[str, str], code: str, field: str) -> None:
    given = {
        "code": "N",
        "name": "新机构",
        "kind": "court",
        "level": "city",
        "region_code": "890100",
        **values,
    }
    refused = refusal_of(
        create_body, actor=CONSOLE, at=tree.at, target=tree.ids["ZF"], active_from=SINCE, **given
    )
    assert (refused.code, refused.field) == (code, field)


def test_nothing_is_added_below_a_closed_body(tree: Tree) -> None:
    close_body(**closing(tree, "CZ"))
    refused = refusal_of(tree.body, "N", "CZ")
    assert refused.code == "organisation.body_closed"


def test_the_tree_is_only_so_deep(tree: Tree) -> None:
    above = "ZF"
    for number in range(3, DEEPEST + 1):
        above = (tree.body(f"D{number}", above), f"D{number}")[1]
    assert len(tree.row(above).path) == 80
    assert refusal_of(tree.body, "D21", above).code == "organisation.too_deep"
    assert refusal_of(move_body, **moving(tree, "CWH", above)).code == "organisation.too_deep"


def test_a_parent_with_every_place_taken_is_full(tree: Tree) -> None:
    from congress.platform.core.guard import unguarded

    with unguarded("fixtures"):
        Body.objects.filter(code="JY").update(path="00010002zzzz")
    assert refusal_of(tree.body, "N", "ZF").code == "organisation.too_many_children"


def test_a_body_is_changed_and_the_audit_says_which_fields(tree: Tree) -> None:
    change_body(**changing(tree, "CZ", name=" 云川市财政和金融局 ", order=9))
    body = tree.row("CZ")
    assert (body.name, body.order, body.version) == ("云川市财政和金融局", 9, 2)
    row = AuditRow.objects.get(command="organisation.change_body")
    assert row.detail == {"changed": "name order"}
    assert find(actor=tree.somebody("reader", P.READ), words="金融局").total == 1


def test_what_a_body_may_not_become(tree: Tree) -> None:
    for values, code in (
        ({"kind": "standing_committee", "level": "town"}, "organisation.kind_not_at_level"),
        ({"level": "province"}, "organisation.level_above_parent"),
        ({"region_code": "440100"}, "organisation.region_outside_parent"),
    ):
        assert refusal_of(change_body, **changing(tree, "CZ", **values)).code == code


def test_the_root_has_no_parent_to_be_held_against(tree: Tree) -> None:
    change_body(**changing(tree, "YC", level="province", region_code="440000"))
    assert tree.row("YC").level == "province"
    change_body(**changing(tree, "CZ", short_name="财政"))  # untouched fields are not judged again


def test_the_later_of_two_writers_is_told(tree: Tree) -> None:
    first = changing(tree, "CZ", name="甲")
    second = changing(tree, "CZ", name="乙")
    change_body(**first)
    with pytest.raises(Conflict) as conflict:
        change_body(**second)
    assert conflict.value.current.name == "甲"


def test_a_body_moves_with_everything_below_it(tree: Tree) -> None:
    tree.body("X", "YC")
    move_body(**moving(tree, "ZF", "X"))
    assert tree.row("ZF").path == tree.row("X").path + "0001"
    assert tree.row("CZ").path == tree.row("ZF").path + "0001"
    assert tree.row("ZF").parent_id == tree.ids["X"]
    row = AuditRow.objects.get(command="organisation.move_body")
    assert row.detail["moved_below"] == 2
    assert row.detail["moved_to"] == str(tree.ids["X"])


def test_where_a_body_may_not_go(tree: Tree) -> None:
    for code, parent, why in (
        ("YC", "ZF", "organisation.root_stays"),
        ("CZ", "ZF", "organisation.same_parent"),
        ("ZF", "CZ", "organisation.circle"),
        ("ZF", "ZF", "organisation.circle"),
        ("ZF", "T1", "organisation.level_above_parent"),
    ):
        assert refusal_of(move_body, **moving(tree, code, parent)).code == why
    tree.body("CO", "YC", kind="place", level="county", region_code="890121")
    tree.body("CO-D", "CO", level="county", region_code="890121")
    tree.body("CO2", "YC", kind="place", level="county", region_code="890122")
    assert refusal_of(move_body, **moving(tree, "CO-D", "CO2")).code == "organisation.region_outside_parent"
    close_body(**closing(tree, "JY"))
    assert refusal_of(move_body, **moving(tree, "CZ", "JY")).code == "organisation.body_closed"


def test_both_ends_of_a_move_must_be_in_scope(tree: Tree) -> None:
    manager = tree.somebody("manager", P.MANAGE, body="ZF")
    for code, parent in (("CZ", "RD"), ("RD", "ZF")):
        with pytest.raises(Refused):
            move_body(**{**moving(tree, code, parent), "actor": manager})


def test_a_body_is_closed_and_taken_into_use_again(tree: Tree) -> None:
    close_body(**closing(tree, "CZ"))
    assert tree.row("CZ").active_until == LAST_DAY
    assert "已停用" in "".join(
        each.text for each in find(actor=tree.somebody("r", P.READ), words="财政局").hits[0].passage
    )
    reopen_body(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], version=2)
    assert tree.row("CZ").active_until is None


def test_when_a_body_may_not_be_closed(tree: Tree) -> None:
    assert refusal_of(close_body, **closing(tree, "ZF")).code == "organisation.has_children"
    early = refusal_of(close_body, **closing(tree, "CZ", last_day=date(2020, 1, 1)))
    assert (early.code, early.field) == ("organisation.dates_out_of_order", "last_day")
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title="局长")
    person = tree.person("陈明", "CZ")
    held = appoint(actor=CONSOLE, at=tree.at, target=post, person=person, from_date=SINCE)
    assert refusal_of(close_body, **closing(tree, "CZ")).code == "organisation.has_people"
    end_holding(actor=CONSOLE, at=tree.at, target=held, version=1, until_date=LAST_DAY)
    close_body(**closing(tree, "CZ"))
    assert refusal_of(close_body, **closing(tree, "CZ")).code == "organisation.body_closed"


def test_when_a_body_may_not_be_reopened(tree: Tree) -> None:
    args = {"actor": CONSOLE, "at": tree.at}
    assert refusal_of(reopen_body, **args, target=tree.ids["CZ"], version=1).code == "organisation.not_closed"
    for code in ("CZ", "JY", "ZF"):
        close_body(**closing(tree, code))
    refused = refusal_of(reopen_body, **args, target=tree.ids["CZ"], version=2)
    assert refused.code == "organisation.body_closed"
    root = tree.ids["YC"]
    _close_everything(tree)
    reopen_body(**args, target=root, version=2)


def test_without_the_verb_nothing_is_done(tree: Tree) -> None:
    reader = tree.somebody("reader", P.READ)
    with pytest.raises(Refused):
        change_body(**{**changing(tree, "CZ"), "actor": reader})
    with pytest.raises(Refused):
        change_body(**{**changing(tree, "CZ"), "target": new_id()})
    assert isinstance(tree.ids["CZ"], UUID)


def _close_everything(tree: Tree) -> None:
    for body in Body.objects.filter(active_until__isnull=True).order_by("-path"):
        close_body(**closing(tree, body.code))
