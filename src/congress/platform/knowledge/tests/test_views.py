"""Pages of the dictionary: finding, reading where something comes from, entering, correcting, undoing."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from congress.platform.access.models import Grant
from congress.platform.core.actors import Person, System
from congress.platform.core.guard import unguarded
from congress.platform.knowledge.api import add_entry, retire_entry
from congress.platform.knowledge.forms import SHAPES
from congress.platform.knowledge.models import Entry
from congress.platform.knowledge.tests.contents import NOTICE, PERIOD, content
from congress.platform.upkeep.tests.visiting import signed_in
from tests.support.place import SmallPlace, small_place

CONSOLE = System("console")
REPLY = "/knowledge/known/rule/suggestions.reply/"


@pytest.fixture
def place(db: None, at: datetime) -> SmallPlace:
    """A city with two offices."""
    return small_place(at=at)


@pytest.fixture
def editor(place: SmallPlace) -> Person:
    """Who keeps the dictionary of the whole place."""
    person = place.person("苏编", "knowledge.read", "knowledge.edit")
    with unguarded("fixtures"):
        Grant.objects.filter(account=person.account).update(body=None)
    return person


@pytest.fixture
def browser(editor: Person) -> Client:
    """The editor's browser."""
    return signed_in(editor)


@pytest.fixture
def entry(place: SmallPlace, at: datetime) -> UUID:
    """The city's own period for suggestions."""
    return add_entry(actor=CONSOLE, at=at, kind="rule", key="suggestions.reply", content=content())


def _filled(**changes: Any) -> dict[str, Any]:
    usual = {
        "key": "suggestions.reply",
        "title": "代表建议答复期限",
        "jurisdiction": "441900",
        "effective_from": "2026-01-01",
        "law": "东川市代表建议办理办法",
        "article": "十",
        "reason": "本市另有规定",
        "amount": "2",
        "unit": "month",
        "start": "assigned",
        "direction": "after",
        "shift_end": "on",
    }
    return {**usual, **changes}


READ = ["/knowledge/", REPLY]
NOT_THERE = UUID("00000000-0000-7000-8000-000000000000")
EDIT = ["/knowledge/new/", "/knowledge/new/period/", f"/knowledge/entries/{NOT_THERE}/change/"]
POSTS = [f"/knowledge/entries/{NOT_THERE}/retire/", f"/knowledge/entries/{NOT_THERE}/restore/"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", READ + EDIT)
def test_strangers_are_sent_to_sign_in(page: str, client: Client) -> None:
    assert client.get(page).status_code == 302


@pytest.mark.parametrize("page", READ + EDIT)
def test_accounts_without_the_permission_are_refused(page: str, place: SmallPlace) -> None:
    assert signed_in(place.person("何安")).get(page).status_code == 403


def test_readers_of_one_body_read_the_places_entries_but_do_not_edit(place: SmallPlace, entry: UUID) -> None:
    reader = signed_in(place.person("何安", "knowledge.read"))
    page = reader.get(REPLY).content.decode()
    assert "交办之日起 2 个月" in page and "本市办法另有规定" in page
    assert "更正" not in page and "登记本地内容" not in page
    for address in EDIT:
        assert reader.get(address).status_code == 403
    for address in POSTS:
        assert reader.post(address).status_code == 403


@pytest.mark.parametrize("address", [EDIT[2], *POSTS])
def test_an_entry_that_is_not_there_is_refused(address: str, browser: Client) -> None:
    assert browser.post(address).status_code == 403


def test_what_is_not_there_is_told_like_what_may_not_be_seen(browser: Client) -> None:
    for address in (
        "/knowledge/known/rule/no.such/",
        "/knowledge/known/nothing/x/",
        "/knowledge/new/nothing/",
    ):
        assert browser.get(address).status_code == 403


def test_the_dictionary_shows_what_ships_and_what_is_own(browser: Client, entry: UUID) -> None:
    found = browser.get("/knowledge/?q=suggestions.reply").context["list"]
    assert [[cell.text for cell in row][:4] for row in found.rows] == [
        ["代表建议答复期限", "规则", "期限：交办之日起 2 个月", "东莞市"],
        ["代表建议答复期限", "规则", "期限：交办之日起 3 个月；最长可延长到：6 个月", "全国"],
    ]
    assert [row[6].text for row in found.rows] == ["本地登记", "随平台提供"]
    assert found.rows[0][0].url == REPLY


FILTERS: list[tuple[str, Callable[[list[str]], bool]]] = [
    ("kind=term", lambda kinds: set(kinds) == {"术语"}),
    ("table=regions", lambda kinds: set(kinds) == {"代码"}),
    ("origin=own", lambda kinds: len(kinds) == 1),
    ("origin=shipped&kind=rule", lambda kinds: len(kinds) > 5),
    ("state=retired", lambda kinds: kinds == []),
    ("verified=no&kind=threshold", lambda kinds: bool(kinds)),
    ("sort=-title&kind=rule", lambda kinds: bool(kinds)),
]


@pytest.mark.parametrize(("query", "fits"), FILTERS)
def test_the_dictionary_is_filtered(
    query: str, fits: Callable[[list[str]], bool], browser: Client, entry: UUID
) -> None:
    rows = browser.get(f"/knowledge/?{query}").context["list"].rows
    assert fits([row[1].text for row in rows])


def test_the_dictionary_costs_one_query_of_its_own(
    browser: Client, entry: UUID, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser.get("/knowledge/")
    # session · switches · verbs · powers · entries · saved views · the shell's few
    with django_assert_max_num_queries(14):
        browser.get("/knowledge/")


def test_the_dictionary_is_exported(browser: Client, entry: UUID) -> None:
    response = browser.get("/knowledge/?export=xlsx&origin=own")
    content_bytes = b"".join(response.streaming_content)  # type: ignore[arg-type]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content_bytes)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == "代表建议答复期限" and len(rows) == 2
    assert (
        "《东川市代表建议办理办法》（2025年12月1日文本）第十条第一款" in rows[1]
        and "suggestions.reply" in rows[1]
    )


def test_states_follow_the_day(browser: Client, entry: UUID, at: datetime) -> None:
    for first, last in ((date(2020, 1, 1), date(2020, 12, 31)), (date(2999, 1, 1), None)):
        said = content(effective_from=first, effective_until=last)
        add_entry(actor=CONSOLE, at=at, kind="rule", key="suggestions.reply", content=said)
    retire_entry(actor=CONSOLE, at=at, target=entry, version=1, reason="不再使用")
    page = browser.get(REPLY)
    assert [item.state for item in page.context["versions"]] == ["upcoming", "expired", "in_force", "retired"]
    assert "不再使用" in page.content.decode()


def test_a_new_entry_begins_with_what_is_known(browser: Client, entry: UUID) -> None:
    assert "规则：期限" in browser.get("/knowledge/new/").content.decode()
    form = browser.get("/knowledge/new/period/?key=suggestions.reply").context["form"]
    assert (form.initial["key"], form.initial["amount"], form.initial["shift_end"]) == (
        "suggestions.reply",
        2,
        True,
    )
    assert "law" not in form.initial
    empty = browser.get("/knowledge/new/share/?key=suggestions.reply").context["form"].initial
    assert empty == {"key": "suggestions.reply"}
    assert browser.get("/knowledge/new/term/?key=unknown").context["form"].initial == {"key": "unknown"}


def test_an_entry_is_entered_through_the_page(browser: Client, editor: Person) -> None:
    response = browser.post(
        "/knowledge/new/period/", _filled(extend_to="3", direction="before", shift_end="")
    )
    assert response.headers["Location"] == REPLY
    row = Entry.objects.get()
    assert row.value == {**PERIOD, "direction": "before", "extend_to": 3, "shift_end": False}
    assert (row.entered_by, row.verified) == (editor.account, False)


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_do(browser: Client, entry: UUID) -> None:
    missing = browser.post("/knowledge/new/period/", _filled(law="", title="改过的名称"))
    assert missing.status_code == 422
    page = missing.content.decode()
    assert "没有依据的内容不能登记" in page and "改过的名称" in page
    twice = browser.post("/knowledge/new/period/", _filled())
    assert twice.status_code == 422
    assert "同一地区、同一生效日期已有一条在用" in twice.content.decode()
    odd = browser.post("/knowledge/new/period/", _filled(extend_to="1", effective_from="2026-05-01"))
    assert "extend_to" in odd.context["form"].errors


def test_an_entry_is_corrected_and_the_correction_undone(browser: Client, entry: UUID) -> None:
    address = f"/knowledge/entries/{entry}/change/"
    form = browser.get(address).context["form"]
    assert (form.initial["amount"], form["key"].field.disabled, form.initial["law_version"]) == (
        2,
        True,
        date(2025, 12, 1),
    )
    wrong = browser.post(address, _filled(version="1", reason=""))
    assert wrong.status_code == 422
    conflict = browser.post(address, _filled(version="7"))
    assert conflict.status_code == 422 and "已被他人修改" in conflict.content.decode()
    assert browser.post(address, _filled(version="1", amount="1")).status_code == 302
    old, new = Entry.objects.get(pk=entry), Entry.objects.get(state="in_force")
    assert (old.state, new.value["amount"], new.replaces_id) == ("retired", 1, entry)
    page = browser.get(REPLY).content.decode()
    assert "恢复使用" in page and "更正了" in page
    assert browser.post(f"/knowledge/entries/{entry}/restore/", {"version": "2"}).status_code == 302
    assert Entry.objects.get(pk=entry).state == "in_force"
    again = browser.post(f"/knowledge/entries/{entry}/restore/", {"version": "3"})
    assert again.status_code == 422 and "不需要恢复" in again.content.decode()
    assert browser.post(f"/knowledge/entries/{entry}/restore/").status_code == 422


def test_an_entry_is_retired_through_the_page_with_a_reason(browser: Client, entry: UUID) -> None:
    address = f"/knowledge/entries/{entry}/retire/"
    bare = browser.post(address, {"version": "1", "reason": " "})
    assert bare.status_code == 422 and "请填写停用的原因" in bare.content.decode()
    late = browser.post(address, {"version": "9", "reason": "不再使用"})
    assert late.status_code == 422
    assert browser.post(address, {"version": "1", "reason": "不再使用"}).status_code == 302
    assert Entry.objects.get().end_reason == "不再使用"


VALUES: list[tuple[str, str, dict[str, str], dict[str, Any]]] = [
    (
        "share",
        "plenary.quorum",
        {"share": "三分之二", "comparison": "at_least", "base": "all_deputies"},
        {"share": "三分之二", "comparison": "at_least", "base": "all_deputies"},
    ),
    ("number", "plenary.inquiry", {"count": "12", "base": "deputies"}, {"count": 12, "base": "deputies"}),
    (
        "calendar",
        "2027",
        {"holidays": "元旦 2027-01-01 至 2027-01-03\n\n", "working_days": "2027-01-09"},
        NOTICE,
    ),
    (
        "code",
        "body_kinds.liaison",
        {"name": "联络处", "parent": "congress", "note": "", "attributes": "branch＝congress\n\nlevels=city"},
        {"name": "联络处", "parent": "congress", "attributes": {"branch": "congress", "levels": "city"}},
    ),
    (
        "term",
        "deputy_station",
        {"chinese": "联络站", "meaning": "一句话。"},
        {"chinese": "联络站", "meaning": "一句话。"},
    ),
    ("threshold", "a.b", {"number": "1.30", "unit": ""}, {"number": "1.30"}),
]


@pytest.mark.parametrize(("shape", "key", "typed", "value"), VALUES)
def test_every_shape_is_entered_and_comes_back_to_its_form(
    shape: str, key: str, typed: dict[str, str], value: dict[str, Any], browser: Client
) -> None:
    response = browser.post(f"/knowledge/new/{shape}/", _filled(key=key, **typed))
    assert response.status_code == 302, response.context["form"].errors
    row = Entry.objects.get()
    assert (row.kind, row.value) == (SHAPES[shape].kind, value)
    form = browser.get(f"/knowledge/entries/{row.pk}/change/").context["form"]
    again = browser.post(
        f"/knowledge/entries/{row.pk}/change/",
        _filled(version="1", key=key, **{name: form[name].value() or "" for name in typed}),
    )
    assert again.status_code == 302, again.context["form"].errors
    assert Entry.objects.get(state="in_force").value == value


UNREADABLE = [
    ("calendar", "2027", {"holidays": "元旦", "working_days": ""}, "holidays"),
    ("calendar", "2027", {"holidays": "元旦 某天", "working_days": ""}, "holidays"),
    ("calendar", "2027", {"holidays": "元旦 2027-01-01", "working_days": "周日"}, "working_days"),
    ("code", "body_kinds.x", {"name": "甲", "attributes": "没有等号"}, "attributes"),
    ("code", "body_kinds.x", {"name": "甲", "attributes": "栏目="}, "attributes"),
    ("code", "nothing.x", {"name": "甲"}, "key"),
]


@pytest.mark.parametrize(("shape", "key", "typed", "field"), UNREADABLE)
def test_what_cannot_be_read_is_refused_at_its_field(
    shape: str, key: str, typed: dict[str, str], field: str, browser: Client
) -> None:
    response = browser.post(f"/knowledge/new/{shape}/", _filled(key=key, **typed))
    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_a_form_without_shape_has_no_value() -> None:
    from congress.platform.knowledge.forms import EntryForm

    with pytest.raises(NotImplementedError):
        EntryForm().value()
