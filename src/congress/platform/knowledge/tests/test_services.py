"""Entering, correcting, retiring, restoring: cited and dated, never removed, and undone without loss."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from congress.platform.access.models import Grant
from congress.platform.audit.models import AuditRow
from congress.platform.core.actors import Person, System
from congress.platform.core.guard import unguarded
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.core.registry import subject_kinds
from congress.platform.knowledge import checking
from congress.platform.knowledge.api import (
    Content,
    Source,
    add_entry,
    change_entry,
    restore_entry,
    retire_entry,
)
from congress.platform.knowledge.models import Entry
from congress.platform.knowledge.tests.contents import NOTICE, content
from congress.standards.errors import RuleViolation
from tests.support.place import small_place

CONSOLE = System("console")
REPLY = "suggestions.reply"


@pytest.fixture
def add(db: None, at: datetime) -> Callable[..., UUID]:
    """Enter a rule of the city."""

    def entered(*, key: str = REPLY, kind: str = "rule", at: datetime = at, **changes: Any) -> UUID:
        return add_entry(actor=CONSOLE, at=at, kind=kind, key=key, content=content(**changes))

    return entered


def _change(entry: UUID, at: datetime, said: Content, version: int = 1) -> UUID:
    return change_entry(actor=CONSOLE, at=at, target=entry, version=version, content=said)


def test_an_entry_keeps_what_was_said_and_the_trail_names_it(add: Callable[..., UUID], at: datetime) -> None:
    row = Entry.objects.get(pk=add(effective_until=date(2027, 12, 31)))
    assert (row.kind, row.key, row.state, row.version, row.entered_at) == ("rule", REPLY, "in_force", 1, at)
    assert str(row.source) == "《东川市代表建议办理办法》（2025年12月1日文本）第十条第一款"
    assert row.entered_by is None and str(row) == "代表建议答复期限"
    audit = AuditRow.objects.get(command="knowledge.add_entry")
    assert (audit.object_kind, audit.object_id, audit.detail["key"]) == ("knowledge.entry", row.pk, REPLY)


REFUSALS: list[tuple[dict[str, Any], str, str]] = [
    ({"title": " "}, "knowledge.blank", "title"),
    ({"title": "长" * 121}, "knowledge.too_long", "title"),
    ({"reason": ""}, "knowledge.blank", "reason"),
    ({"reason": "长" * 501}, "knowledge.too_long", "reason"),
    ({"source": Source(" ", "十")}, "knowledge.blank", "law"),
    ({"source": Source("长" * 201, "十")}, "knowledge.too_long", "law"),
    ({"source": Source("办法", "十" * 41)}, "knowledge.too_long", "article"),
    ({"source": Source("办法", "十", "一" * 21)}, "knowledge.too_long", "paragraph"),
    ({"source": Source("办法")}, "knowledge.no_article", "article"),
    ({"jurisdiction": "东川"}, "region.bad_length", "jurisdiction"),
    ({"jurisdiction": "110100"}, "knowledge.no_region", "jurisdiction"),
    ({"effective_until": date(2025, 12, 31)}, "knowledge.backwards", "effective_until"),
    ({"value": {"amount": 0, "unit": "day", "start": "x"}}, "standards.bad_field", "amount"),
]


@pytest.mark.parametrize(("changes", "code", "field"), REFUSALS)
def test_what_is_not_cited_dated_and_placed_is_refused(
    changes: dict[str, Any], code: str, field: str, add: Callable[..., UUID]
) -> None:
    with pytest.raises(RuleViolation) as refused:
        add(**changes)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Entry.objects.exists()


def test_a_kind_or_key_that_is_none_is_refused(add: Callable[..., UUID]) -> None:
    for kind, key, field in (("nothing", REPLY, "kind"), ("rule", " ", "key"), ("rule", "x" * 121, "key")):
        with pytest.raises(RuleViolation) as refused:
            add(kind=kind, key=key)
        assert refused.value.field == field


def test_the_same_twice_is_refused_and_another_day_or_place_is_not(add: Callable[..., UUID]) -> None:
    add()
    with pytest.raises(RuleViolation) as refused:
        add()
    assert (refused.value.code, refused.value.field) == ("knowledge.twice", "effective_from")
    add(effective_from=date(2026, 7, 1))
    add(jurisdiction="440000")
    assert Entry.objects.count() == 3


def test_two_at_the_same_moment_are_told_apart(
    add: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    add()
    monkeypatch.setattr(checking, "own_entries", lambda kind: [])
    with pytest.raises(RuleViolation) as refused:
        add()
    assert refused.value.code == "knowledge.twice"
    assert Entry.objects.count() == 1


def test_a_correction_retires_the_old_and_enters_the_new(add: Callable[..., UUID], at: datetime) -> None:
    first = add()
    later = at + timedelta(days=1)
    second = _change(first, later, content(title="更正后的期限"))
    old, new = Entry.objects.get(pk=first), Entry.objects.get(pk=second)
    assert (old.state, old.ended_at, old.end_reason) == ("retired", later, "内容有误，已由新的一条更正")
    assert (new.state, new.title, new.replaces_id, new.kind, new.key) == (
        "in_force",
        "更正后的期限",
        first,
        "rule",
        REPLY,
    )
    with pytest.raises(RuleViolation) as refused:
        _change(first, later, content(), version=2)
    assert refused.value.code == "knowledge.not_in_force"


def test_a_correction_that_is_wrong_itself_changes_nothing(add: Callable[..., UUID], at: datetime) -> None:
    first = add()
    with pytest.raises(RuleViolation):
        _change(first, at, content(reason=" "))
    assert Entry.objects.get().state == "in_force"


def test_the_later_of_two_correctors_is_told(add: Callable[..., UUID], at: datetime) -> None:
    first = add()
    retire_entry(actor=CONSOLE, at=at, target=first, version=1, reason="不再使用")
    with pytest.raises(Conflict) as conflict:
        _change(first, at, content())
    assert conflict.value.current.end_reason == "不再使用"


def test_an_entry_is_retired_with_a_reason_only_once_and_stays(
    add: Callable[..., UUID], at: datetime
) -> None:
    first = add()
    for reason, code in ((" ", "knowledge.blank"), ("长" * 501, "knowledge.too_long")):
        with pytest.raises(RuleViolation) as refused:
            retire_entry(actor=CONSOLE, at=at, target=first, version=1, reason=reason)
        assert refused.value.code == code
    retire_entry(actor=CONSOLE, at=at, target=first, version=1, reason=" 不再使用 ")
    row = Entry.objects.get()
    assert (row.state, row.end_reason, row.version) == ("retired", "不再使用", 2)
    with pytest.raises(RuleViolation) as refused:
        retire_entry(actor=CONSOLE, at=at, target=first, version=2, reason="再停一次")
    assert refused.value.code == "knowledge.not_in_force"


def test_a_code_that_others_hang_under_is_not_let_go(add: Callable[..., UUID], at: datetime) -> None:
    upper = add(kind="code", key="body_kinds.upper", value={"name": "上"})
    lower = add(kind="code", key="body_kinds.lower", value={"name": "下", "parent": "upper"})
    with pytest.raises(RuleViolation) as refused:
        retire_entry(actor=CONSOLE, at=at, target=upper, version=1, reason="不再使用")
    assert refused.value.code == "codes.no_parent"
    with pytest.raises(RuleViolation):
        elsewhere = content(value={"name": "上"}, jurisdiction="440300", title="上")
        _change(upper, at, elsewhere)
    retire_entry(actor=CONSOLE, at=at, target=lower, version=1, reason="不再使用")
    retire_entry(actor=CONSOLE, at=at, target=upper, version=1, reason="不再使用")


def test_a_retired_entry_is_restored(add: Callable[..., UUID], at: datetime) -> None:
    first = add()
    with pytest.raises(RuleViolation) as refused:
        restore_entry(actor=CONSOLE, at=at, target=first, version=1)
    assert refused.value.code == "knowledge.not_retired"
    retire_entry(actor=CONSOLE, at=at, target=first, version=1, reason="不再使用")
    restore_entry(actor=CONSOLE, at=at, target=first, version=2)
    row = Entry.objects.get()
    assert (row.state, row.ended_at, row.end_reason, row.version) == ("in_force", None, "", 3)


def test_restoring_what_was_corrected_undoes_the_correction(add: Callable[..., UUID], at: datetime) -> None:
    first = add()
    second = _change(first, at, content(title="更正"))
    restore_entry(actor=CONSOLE, at=at, target=first, version=2)
    assert Entry.objects.get(pk=first).state == "in_force"
    undone = Entry.objects.get(pk=second)
    assert (undone.state, undone.end_reason) == ("retired", "撤销更正，恢复前一条")
    restore_entry_of_second = Entry.objects.get(pk=second)
    with pytest.raises(RuleViolation) as refused:
        restore_entry(actor=CONSOLE, at=at, target=second, version=restore_entry_of_second.version)
    assert refused.value.code == "knowledge.twice"


def test_notices_and_other_kinds_are_entered_alike(add: Callable[..., UUID]) -> None:
    add(kind="calendar", key="2027", value=NOTICE, jurisdiction="100000")
    add(kind="term", key="deputy_station", value={"chinese": "联络站", "meaning": "一句话。"})
    add(kind="threshold", key="a.b", value={"number": "1"})
    add(kind="code", key="body_kinds.liaison", value={"name": "联络处"})
    assert Entry.objects.count() == 4


def test_only_who_holds_the_permission_for_the_whole_place_edits(
    add: Callable[..., UUID], at: datetime
) -> None:
    first = add()
    place = small_place(at=at)
    in_office = place.person("何安", "knowledge.edit")
    nobody = place.person("无名")
    for person in (in_office, nobody):
        with pytest.raises(Refused):
            add_entry(actor=person, at=at, kind="rule", key="a.b", content=content())
        with pytest.raises(Refused):
            change_entry(actor=person, at=at, target=first, version=1, content=content())
        with pytest.raises(Refused):
            retire_entry(actor=person, at=at, target=first, version=1, reason="x")
        with pytest.raises(Refused):
            restore_entry(actor=person, at=at, target=first, version=1)
    with unguarded("fixtures"):
        Grant.objects.filter(account=in_office.account).update(body=None)
    made = add_entry(actor=Person(in_office.account), at=at, kind="rule", key="a.b", content=content())
    assert Entry.objects.get(pk=made).entered_by == in_office.account
    with pytest.raises(Refused):
        retire_entry(actor=in_office, at=at, target=uuid4(), version=1, reason="x")


def test_an_entry_can_be_shown_as_a_subject(add: Callable[..., UUID], at: datetime) -> None:
    first = add()
    place = small_place(at=at)
    kind = subject_kinds()["knowledge.entry"]
    reader = place.person("何安", "knowledge.read")
    assert kind.resolve(reader, [first])[first].url == f"/knowledge/known/rule/{REPLY}/"
    assert kind.resolve(place.person("无名"), [first]) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"effective_until": date(2000, 1, 1)},
        {"law": ""},
        {"reason": ""},
        {"state": "retired"},
        {"end_reason": "x"},
    ],
)
def test_the_database_refuses_what_must_never_be(wrong: dict[str, Any], add: Callable[..., UUID]) -> None:
    add()
    with unguarded("fixtures"), pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(**wrong)


def test_the_database_refuses_the_same_in_force_twice(add: Callable[..., UUID]) -> None:
    add()
    row = Entry.objects.get()
    row.pk = uuid4()
    row._state.adding = True
    with unguarded("fixtures"), pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_demonstration_enters_its_own(db: None, at: datetime) -> None:
    from types import SimpleNamespace

    from congress.platform.knowledge.demonstration import build

    build(SimpleNamespace(at=at))
    assert set(Entry.objects.values_list("kind", "verified")) == {("rule", False), ("term", False)}
