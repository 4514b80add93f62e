"""Pages: what each shows to whom, with a fixed number of queries; what a form keeps; what a refusal looks like."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from congress.platform.core import clock
from congress.platform.core.actors import Person as Somebody
from congress.platform.core.drafts import draft_of, save_draft
from congress.platform.core.guard import unguarded
from congress.platform.core.ids import new_id
from congress.platform.identity.models import Account
from congress.platform.organisation.models import Body, Holding, Mandate, Person, Post, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.services import (
    add_mandate,
    appoint,
    close_body,
    create_post,
    end_holding,
    retire_post,
)
from congress.platform.organisation.tests.worlds import CONSOLE, MANAGER, SINCE, Tree, browser
from congress.platform.organisation.views import filling
from congress.platform.organisation.views.tree import tree as tree_view

pytestmark = pytest.mark.slow  # whole pages, with session and shell

DAY = date(2026, 2, 1)


@pytest.fixture
def manager(tree: Tree) -> Client:
    return browser(tree.somebody("manager", *MANAGER))


@pytest.fixture
def reader(tree: Tree) -> Client:
    return browser(tree.somebody("reader", P.READ))


def at(name: str, *args: Any) -> str:
    return reverse(f"organisation:{name}", args=args)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def shut(tree: Tree, code: str) -> None:
    close_body(actor=CONSOLE, at=tree.at, target=tree.ids[code], version=1, last_day=DAY)


def form_of(response: Any) -> dict[str, Any]:
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


# --- the tree ----------------------------------------------------------------------------------------------------


def test_the_tree_shows_bodies_in_use(tree: Tree, reader: Client) -> None:
    shut(tree, "CZ")
    page = text_of(reader.get(at("tree")))
    assert "云川市教育局" in page
    assert "云川市财政局" not in page
    assert "显示已停用的机构（1）" in page
    closed = text_of(reader.get(at("tree"), {"closed": "1"}))
    assert "云川市财政局" in closed
    assert "已停用" in closed


def test_the_root_and_the_congress_stand_open(tree: Tree, reader: Client) -> None:
    page = text_of(reader.get(at("tree")))
    assert page.count("<details open>") == 2
    assert text_of(reader.get(at("tree"), {"open": "all"})).count("<details open>") == 4
    assert page.count("<ul>") == page.count("</ul>")
    assert page.count("<details") == page.count("</details>")


def test_looking_for_bodies_shows_the_way_to_them(tree: Tree, reader: Client) -> None:
    response = reader.get(at("tree"), {"q": "财政 cz"})
    page = text_of(response)
    assert [line.name for line in response.context["lines"]] == ["云川市", "云川市人民政府", "云川市财政局"]
    assert "找到 1 个机构" in page
    part = reader.get(at("tree"), {"q": "财政"}, headers={"HX-Request": "true", "HX-Target": "tree"})
    assert text_of(part).lstrip().startswith("<section")
    assert "没有找到" in text_of(reader.get(at("tree"), {"q": "不存在"}))


def test_one_sees_ones_own_part_of_the_tree(tree: Tree) -> None:
    page = text_of(browser(tree.somebody("t", P.READ, body="T1")).get(at("tree")))
    assert "青石镇人民代表大会" in page
    assert "云川市财政局" not in page


def test_five_hundred_bodies_take_as_few_queries_as_one(
    tree: Tree, reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with unguarded("fixtures"):
        government = tree.row("ZF")
        Body.objects.bulk_create(
            Body(
                code=f"N{n}",
                name=f"第{n}局",
                kind="government_department",
                level="city",
                parent=government,
                path=f"{government.path}1{n:03d}",
                active_from=SINCE,
            )
            for n in range(500)
        )
    actor = Somebody(Account.objects.get(username="reader").pk)
    request = RequestFactory().get(at("tree"), {"open": "all"}, headers={"HX-Target": "tree"})
    request.actor = actor  # type: ignore[attr-defined]
    with django_assert_max_num_queries(3):  # the verbs held, where they hold, the bodies
        page = text_of(tree_view(request))
    assert page.count("<li>") == 508
    reader.get(at("tree"))  # the shell remembers the place's name and roles
    with django_assert_max_num_queries(11):  # with session, account, menu, to-dos and notices
        reader.get(at("tree"))


def test_the_tree_goes_out_as_a_file(tree: Tree, reader: Client) -> None:
    response = reader.get(at("export_tree"))
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert response.content.startswith(b"PK")
    assert reader.get(at("export_part", tree.ids["ZF"])).status_code == 200
    stranger = browser(tree.somebody("t", P.READ, body="T1"))
    assert stranger.get(at("export_part", tree.ids["ZF"])).status_code == 403


def test_strangers_and_people_without_the_verb_stay_out(tree: Tree) -> None:
    assert Client().get(at("tree")).status_code == 302
    assert browser(tree.somebody("nobody")).get(at("tree")).status_code == 403
    readers = browser(tree.somebody("r", P.READ))
    for name, code in (("new_body", "YC"), ("change_body", "CZ"), ("move_body", "CZ"), ("close_body", "CZ")):
        assert readers.get(at(name, tree.ids[code])).status_code == 403


# --- one body ----------------------------------------------------------------------------------------------------


def test_a_body_shows_facts_posts_people_terms_and_children(tree: Tree, manager: Client) -> None:
    term = tree.term()
    person = tree.person("陈明", "RD", phone="13800138000")
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["RD"], title="秘书长")
    create_post(actor=CONSOLE, at=tree.at, target=tree.ids["RD"], title="副秘书长")
    appoint(actor=CONSOLE, at=tree.at, target=post, person=person, from_date=SINCE)
    add_mandate(
        actor=CONSOLE, at=tree.at, target=term, person=person, electing_unit="一", from_date=date(2022, 1, 10)
    )
    response = manager.get(at("body", tree.ids["RD"]))
    page = text_of(response)
    for word in ("市人大", "第七届", "秘书长", "陈明", "空缺", "138****8000", "云川市人大常委会", "本届"):
        assert word in page
    assert "13800138000" not in page
    assert response.context["terms"][0].deputies == 1


def test_without_the_verb_for_people_a_body_shows_none(tree: Tree, reader: Client) -> None:
    person = tree.person("陈明", "CZ")
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title="局长")
    appoint(actor=CONSOLE, at=tree.at, target=post, person=person, from_date=SINCE)
    page = text_of(reader.get(at("body", tree.ids["CZ"])))
    assert "局长" in page
    assert "陈明" not in page


def test_a_body_page_takes_as_many_queries_with_many_people(
    tree: Tree, manager: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    manager.get(at("body", tree.ids["CZ"]))
    with unguarded("fixtures"):
        rows = [Person(body=tree.row("CZ"), name=f"人{n}") for n in range(50)]
        Person.objects.bulk_create(rows)
        posts = [Post(body=tree.row("CZ"), title=f"职务{n}") for n in range(20)]
        Post.objects.bulk_create(posts)
        Holding.objects.bulk_create(
            Holding(post=post, person=who, from_date=SINCE) for post, who in zip(posts, rows, strict=False)
        )
    with django_assert_max_num_queries(28):
        page = text_of(manager.get(at("body", tree.ids["CZ"])))
    assert "全部 50 人" in page


def test_many_children_are_not_all_listed(tree: Tree, manager: Client) -> None:
    for number in range(61):
        tree.body(f"N{number}", "JY")
    assert "还有 1 个" in text_of(manager.get(at("body", tree.ids["JY"])))


def test_a_body_that_is_not_there_is_refused_like_one_out_of_sight(tree: Tree, reader: Client) -> None:
    assert reader.get(at("body", new_id())).status_code == 403


def test_who_held_a_post_before_stays_on_the_page(tree: Tree, manager: Client) -> None:
    args: dict[str, Any] = {"actor": CONSOLE, "at": tree.at}
    post = create_post(**args, target=tree.ids["CZ"], title="局长")
    held = appoint(**args, target=post, person=tree.person("陈明", "CZ"), from_date=SINCE)
    end_holding(**args, target=held, version=1, until_date=DAY)
    retire_post(**args, target=post, version=1, last_day=DAY)
    page = text_of(manager.get(at("body", tree.ids["CZ"])))
    assert "历任 1 人" in page
    assert "已撤销" in page


def test_who_reads_the_audit_finds_the_history_of_a_thing(tree: Tree) -> None:
    client = browser(tree.somebody("auditor", *MANAGER, "audit.read", body=None))
    person = tree.person("陈明", "CZ")
    for kind, target, name in (("body", tree.ids["CZ"], "body"), ("person", person, "person")):
        assert f"/audit/objects/organisation.{kind}/{target}/" in text_of(client.get(at(name, target)))


def test_forms_do_without_drafts_where_nothing_keeps_them() -> None:
    assert filling._draft_address("nowhere", "organisation.x") == ""


# --- forms about bodies ------------------------------------------------------------------------------------------


def new_body(**values: Any) -> dict[str, Any]:
    usual = {"name": "云川市林业局", "short_name": "", "code": "LY", "kind": "government_department"}
    more = {"level": "city", "region_code": "890100", "order": "100", "active_from": "2026-01-01"}
    return {**usual, **more, **values}


def test_a_body_is_added_through_its_form(tree: Tree, manager: Client) -> None:
    address = at("new_body", tree.ids["ZF"])
    assert form_of(manager.get(address))["level"] == "city"
    response = manager.post(address, new_body())
    made = Body.objects.get(code="LY")
    assert (response.status_code, response.headers["Location"]) == (302, at("body", made.pk))


def test_a_refused_form_keeps_everything_typed(tree: Tree, manager: Client) -> None:
    response = manager.post(at("new_body", tree.ids["ZF"]), new_body(code="CZ"))
    assert response.status_code == 422
    assert response.context["form"].errors == {"code": ["机构编码“CZ”已经使用，请换一个。"]}
    assert 'value="云川市林业局"' in text_of(response)
    missing = manager.post(at("new_body", tree.ids["ZF"]), new_body(name=""))
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["name"])


def test_what_was_typed_is_offered_again_and_thrown_away_once_saved(tree: Tree) -> None:
    actor = tree.somebody("m", *MANAGER)
    client = browser(actor)
    key = f"organisation.create_body:{tree.ids['ZF']}"
    save_draft(account=actor.account, key=key, data={"name": "草稿局", "_page": "/x"}, at=tree.at)
    response = client.get(at("new_body", tree.ids["ZF"]))
    assert form_of(response)["name"] == "草稿局"
    assert "没有提交的内容" in text_of(response)
    client.post(at("new_body", tree.ids["ZF"]), new_body())
    assert draft_of(account=actor.account, key=key) is None


def test_the_later_of_two_writers_sees_both_texts(tree: Tree, manager: Client) -> None:
    address = at("change_body", tree.ids["CZ"])
    mine = form_of(manager.get(address))
    other = browser(tree.somebody("other", *MANAGER))
    theirs = {**mine, "name": "云川市财政和金融局", "kind": "public_institution"}
    assert other.post(address, theirs).status_code == 302
    response = manager.post(address, {**mine, "name": "云川市财税局", "short_name": ""})
    assert response.status_code == 422
    rows = {str(label): (now, typed) for label, now, typed in response.context["conflict_rows"]}
    assert rows == {
        "机构名称": ("云川市财政和金融局", "云川市财税局"),
        "简称": ("市财政局", "（空）"),
        "机构类别": ("事业单位", "政府部门"),
    }
    again = form_of(response)
    assert (again["version"], again["name"]) == ("2", "云川市财税局")
    assert manager.post(address, again).status_code == 302
    assert tree.row("CZ").name == "云川市财税局"


def test_whoever_goes_on_with_an_old_draft_is_told_of_changes_meanwhile(tree: Tree, manager: Client) -> None:
    address, key = at("change_body", tree.ids["CZ"]), f"organisation.change_body:{tree.ids['CZ']}"
    mine = form_of(manager.get(address))
    account = Account.objects.get(username="manager").pk
    save_draft(
        account=account,
        key=key,
        data={**{name: str(value) for name, value in mine.items()}, "name": "草稿局"},
        at=tree.at,
    )
    browser(tree.somebody("other", *MANAGER)).post(address, {**mine, "short_name": "财金"})
    offered = form_of(manager.get(address))
    assert (offered["name"], offered["version"]) == ("草稿局", "1")
    response = manager.post(address, offered)
    assert response.status_code == 422
    assert len(response.context["conflict_rows"]) == 2


def test_a_stale_page_without_differences_says_so(tree: Tree, manager: Client) -> None:
    address = at("change_body", tree.ids["CZ"])
    mine = form_of(manager.get(address))
    manager.post(address, mine)
    response = manager.post(address, mine)
    assert response.status_code == 422
    assert "没有不同之处" in text_of(response)


def test_a_body_is_moved_through_its_form(tree: Tree, manager: Client) -> None:
    tree.body("X", "YC")
    address = at("move_body", tree.ids["CZ"])
    response = manager.get(address)
    offered = dict(response.context["form"].fields["parent"].choices)
    assert str(tree.ids["X"]) in offered
    assert str(tree.ids["ZF"]) not in offered
    assert str(tree.ids["CZ"]) not in offered
    done = manager.post(address, {"version": 1, "parent": str(tree.ids["X"])})
    assert done.status_code == 302
    assert tree.row("CZ").parent_id == tree.ids["X"]
    stale = manager.post(address, {"version": 1, "parent": str(tree.ids["ZF"])})
    assert stale.status_code == 422
    assert "没有上级" in text_of(manager.get(at("move_body", tree.ids["YC"])))


def test_a_body_is_closed_and_reopened(tree: Tree, manager: Client) -> None:
    assert "停用" in text_of(manager.get(at("close_body", tree.ids["CZ"])))
    done = manager.post(at("close_body", tree.ids["CZ"]), {"version": 1, "last_day": "2026-02-01"})
    assert done.status_code == 302
    assert "恢复使用" in text_of(manager.get(at("body", tree.ids["CZ"])))
    assert manager.post(at("reopen_body", tree.ids["CZ"]), {"version": 2}).status_code == 302
    refused = manager.post(at("reopen_body", tree.ids["CZ"]), {"version": 3})
    assert refused.status_code == 422
    assert "没有停用" in text_of(refused)
    assert manager.post(at("reopen_body", tree.ids["CZ"]), {}).status_code == 422


# --- people ------------------------------------------------------------------------------------------------------


def test_the_list_of_people(tree: Tree, manager: Client) -> None:
    term = tree.term()
    deputy, clerk = tree.person("陈明", "RD", phone="13800138000"), tree.person("李四", "CZ")
    tree.person("王五", "JY")
    add_mandate(
        actor=CONSOLE, at=tree.at, target=term, person=deputy, electing_unit="一", from_date=date(2022, 1, 10)
    )
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title="科员")
    appoint(actor=CONSOLE, at=tree.at, target=post, person=clerk, from_date=SINCE)
    page = text_of(manager.get(at("people")))
    assert "138****8000" in page
    assert "13800138000" not in page
    assert "科员" in page
    for query, names in (
        ({"q": "陈"}, ["陈明"]),
        ({"body": "CZ"}, ["李四"]),
        ({"body": "教育局"}, ["王五"]),
        ({"office": "deputy"}, ["陈明"]),
        ({"office": "post"}, ["李四"]),
        ({"office": "none"}, ["王五"]),
        ({"state": "left"}, []),
    ):
        rows = manager.get(at("people"), query).context["list"].rows
        assert [cells[0].text for cells in rows] == names
    exported = manager.get(at("people"), {"export": "csv"})
    written = b"".join(exported.streaming_content).decode()  # type: ignore[attr-defined]
    assert "138****8000" in written
    assert "13800138000" not in written


def test_one_person(tree: Tree, manager: Client) -> None:
    account = tree.somebody("chenming").account
    person = tree.person("陈明", "RD", account=account, birth_date=date(1980, 5, 1))
    page = text_of(manager.get(at("person", person)))
    for word in ("chenming", "1980-05-01", "未登记", "没有担任职务", "不是人大代表"):
        assert word in page
    assert manager.get(at("person", new_id())).status_code == 403


def test_a_person_is_entered_changed_and_transferred(tree: Tree, manager: Client) -> None:
    tree.somebody("chenming")
    address = at("new_person", tree.ids["CZ"])
    assert manager.get(address).status_code == 200
    refused = manager.post(address, {"name": "陈明", "username": "nobody"})
    assert refused.context["form"].errors["username"]
    manager.post(address, {"name": "陈明", "username": "chenming", "gender": "male", "phone": "13800138000"})
    row = Person.objects.get(name="陈明")
    change = at("change_person", row.pk)
    shown = form_of(manager.get(change))
    assert (shown["phone"], shown["username"]) == ("13800138000", "chenming")
    assert manager.post(change, {**shown, "name": "陈明华"}).status_code == 302
    stale = manager.post(change, {**shown, "name": "陈小明"})
    assert [row[1:] for row in stale.context["conflict_rows"]] == [("陈明华", "陈小明")]
    move = at("transfer_person", row.pk)
    offered = dict(manager.get(move).context["form"].fields["body"].choices)
    assert str(tree.ids["CZ"]) not in offered
    assert manager.post(move, {"version": 2, "body": str(tree.ids["JY"])}).status_code == 302
    assert Person.objects.get(pk=row.pk).body_id == tree.ids["JY"]


def test_posts_through_their_forms(tree: Tree, manager: Client) -> None:
    person = tree.person("陈明", "CZ")
    back = f"{at('body', tree.ids['CZ'])}#posts"
    assert manager.get(at("new_post", tree.ids["CZ"])).status_code == 200
    done = manager.post(at("new_post", tree.ids["CZ"]), {"title": "局长", "order": 1})
    assert done.headers["Location"] == back
    post = Post.objects.get(title="局长")
    shown = form_of(manager.get(at("change_post", post.pk)))
    assert manager.post(at("change_post", post.pk), {**shown, "title": "主任"}).status_code == 302
    stale = manager.post(at("change_post", post.pk), {**shown, "title": "书记"})
    assert [row[1:] for row in stale.context["conflict_rows"]] == [("主任", "书记")]
    choosing = manager.get(at("appoint", post.pk))
    assert "陈明（市财政局）" in text_of(choosing)
    assert manager.post(at("appoint", post.pk), {"from_date": "2026-01-01"}).status_code == 422
    taken = {"person": str(person), "from_date": "2026-01-01"}
    assert manager.post(at("appoint", post.pk), taken).status_code == 302
    assert "没有可以选择的人员" in text_of(manager.get(at("appoint", post.pk)))
    holding = Holding.objects.get()
    assert manager.get(at("end_holding", holding.pk)).status_code == 200
    early = manager.post(at("end_holding", holding.pk), {"version": 1, "until_date": "2020-01-01"})
    assert early.context["form"].errors["until_date"]
    assert (
        manager.post(at("end_holding", holding.pk), {"version": 1, "until_date": "2026-02-01"}).status_code
        == 302
    )
    assert manager.get(at("retire_post", post.pk)).status_code == 200
    assert (
        manager.post(at("retire_post", post.pk), {"version": 2, "last_day": "2026-02-01"}).status_code == 302
    )
    for name in ("change_post", "appoint", "retire_post", "end_holding"):
        assert manager.get(at(name, new_id())).status_code == 403


def test_people_from_elsewhere_are_found_by_name(tree: Tree, manager: Client) -> None:
    tree.person("欧阳明", "JY")
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title="局长")
    assert "欧阳明" not in text_of(manager.get(at("appoint", post)))
    assert "欧阳明（云川市教育局）" in text_of(manager.get(at("appoint", post), {"q": "欧阳"}))


# --- terms and mandates ------------------------------------------------------------------------------------------


def test_terms_and_deputies_through_their_forms(tree: Tree, manager: Client) -> None:
    person = tree.person("陈明", "RD", gender="男")
    assert manager.get(at("new_term", tree.ids["RD"])).status_code == 200
    manager.post(at("new_term", tree.ids["RD"]), {"ordinal": 7, "starts_on": "2022-01-10"})
    term = Term.objects.get()
    wrong = manager.post(at("new_term", tree.ids["RD"]), {"ordinal": 7, "starts_on": "2022-01-10"})
    assert wrong.context["form"].errors["ordinal"]
    add = at("new_mandate", term.pk)
    assert "陈明（市人大）" in text_of(manager.get(add))
    seat = {
        "person": str(person),
        "electing_unit": "第一选区",
        "delegation": "甲团",
        "from_date": "2022-01-10",
    }
    assert manager.post(add, seat).headers["Location"] == at("term", term.pk)
    assert "陈明" not in text_of(manager.get(add))
    for query, count in (
        ({}, 1),
        ({"delegation": "甲"}, 1),
        ({"delegation": "乙"}, 0),
        ({"state": "ended"}, 0),
    ):
        assert manager.get(at("term", term.pk), query).context["list"].total == count
    mandate = Mandate.objects.get()
    address = at("mandate", mandate.pk)
    assert "第一选区" in text_of(manager.get(address))
    assert manager.post(at("suspend_mandate", mandate.pk), {"version": 1, "reason": ""}).status_code == 422
    assert (
        manager.post(at("suspend_mandate", mandate.pk), {"version": 1, "reason": "因病"}).status_code == 302
    )
    page = text_of(manager.get(address))
    assert "因病" in page
    assert "恢复执行代表职务" in page
    assert manager.post(at("resume_mandate", mandate.pk), {"version": 2}).status_code == 302
    again = manager.post(at("resume_mandate", mandate.pk), {"version": 3})
    assert "不能恢复" in text_of(again)
    ended = {"version": 3, "reason": "辞职", "until_date": "2020-01-01"}
    assert manager.post(at("end_mandate", mandate.pk), ended).status_code == 422
    assert (
        manager.post(at("end_mandate", mandate.pk), {**ended, "until_date": "2026-02-01"}).status_code == 302
    )
    assert "资格终止" in text_of(manager.get(address))
    assert manager.get(at("end_term", term.pk)).status_code == 200
    assert manager.post(at("end_term", term.pk), {"version": 1, "ends_on": "2026-12-31"}).status_code == 302
    for name in ("term", "new_mandate", "end_term", "mandate"):
        assert manager.get(at(name, new_id())).status_code == 403


def test_pages_hold_no_script_and_no_style_of_their_own(tree: Tree, manager: Client) -> None:
    for address in (at("tree"), at("body", tree.ids["CZ"]), at("people"), at("new_body", tree.ids["ZF"])):
        page = text_of(manager.get(address))
        assert not re.search(r"<script(?![^>]*src=)|style=|onclick=", page)
    assert clock.today() >= DAY
