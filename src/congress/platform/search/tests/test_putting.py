"""Putting and removing: once for each subject, inside a command only, long texts finished by a job."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from congress.platform.core.actors import Person, Public, System
from congress.platform.core.commands import PartOutsideCommand
from congress.platform.core.jobs import JobContext, run_one
from congress.platform.core.models import Job
from congress.platform.core.refusals import Refused
from congress.platform.core.subjects import Subject
from congress.platform.search import services, tasks
from congress.platform.search.api import find, put, remove, start_rebuild
from congress.platform.search.cutting import CUT_VERSION
from congress.platform.search.indexes import index
from congress.platform.search.models import SearchChunk, SearchEntry
from congress.platform.search.services import cut_chunks
from congress.platform.search.tests.conftest import SYSTEM, remove_thing
from congress.standards.errors import RuleViolation

STRANGER = Public("web")


def _total(words: str) -> int:
    return find(actor=STRANGER, words=words).total


def _tokens() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_words")
        return int(cursor.fetchone()[0])


def test_a_thing_put_again_is_found_as_it_is_now(thing: Callable[..., UUID]) -> None:
    name = thing("预算草案", "旧的内容")
    thing("预算决议", "新的内容", id=name)
    assert _total("草案") == 0
    assert _total("旧") == 0
    assert [hit.subject.title for hit in find(actor=STRANGER, words="预算").hits] == ["预算决议"]
    assert SearchEntry.objects.count() == 1
    assert _tokens() == 1


def test_a_thing_removed_is_found_no_more(thing: Callable[..., UUID], at: datetime) -> None:
    name = thing("预算草案", "内容。" * 2000)
    remove_thing(actor=SYSTEM, at=at, id=name)
    assert _total("预算") == 0
    assert _tokens() == 0
    remove_thing(actor=SYSTEM, at=at, id=name)


def test_signs_that_no_database_keeps_do_not_stop_the_act(thing: Callable[..., UUID]) -> None:
    thing("预算\x00草案\ud800", "读自文件的\x00文字\x1f绩效")
    (hit,) = find(actor=STRANGER, words="预算\x00 绩效").hits
    assert hit.subject.title == "预算 草案"


def test_a_refused_command_leaves_the_index_as_it_was(thing: Callable[..., UUID]) -> None:
    name = thing("预算草案")
    with pytest.raises(RuleViolation) as refused:
        thing("   ", id=name)
    assert refused.value.code == "search.no_title"
    assert _total("草案") == 1


def test_nobody_may_ask_for_a_permission_that_is_not_declared(thing: Callable[..., UUID]) -> None:
    with pytest.raises(ValueError, match=r"searched\.unknown"):
        thing("预算", permission="searched.unknown")


def test_public_things_need_a_permission_that_strangers_hold(thing: Callable[..., UUID]) -> None:
    with pytest.raises(ValueError, match=r"searched\.read"):
        thing("预算", permission="searched.read", public=True)


def test_putting_and_removing_need_an_open_command() -> None:
    subject = Subject("searched.thing", uuid4(), "预算")
    with pytest.raises(PartOutsideCommand):
        remove(None, subject=subject)  # type: ignore[arg-type]
    with pytest.raises(PartOutsideCommand):
        put(
            None,  # type: ignore[arg-type]
            subject=subject,
            body_id=None,
            app="searched",
            kind_title="事项",
            title="预算",
            text="",
            url="/",
            permission="searched.open",
            public=True,
        )


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long texts are finished after two chunks, three at a time."""
    monkeypatch.setattr(services, "AT_ONCE", 2)
    monkeypatch.setattr(services, "BLOCK", 3)
    monkeypatch.setattr(tasks, "BLOCK", 3)


def test_the_rest_of_a_long_text_is_found_after_the_job(
    thing: Callable[..., UUID], small_blocks: None
) -> None:
    text = "前面的话，市人民代表大会。" * 900 + "绩效结尾。"
    thing("长文", text)
    assert SearchChunk.objects.count() > 2 + 2 * 3
    assert _total("代表") == 1
    assert _total("绩效") == 0
    assert run_one()
    assert _total("绩效") == 1
    assert not SearchChunk.objects.exclude(cut_version=CUT_VERSION).exists()
    job = Job.objects.get(kind="search.catch_up")
    assert (job.state, job.done) == ("done", job.total)


def test_a_catch_up_with_nothing_to_do_asks_once_and_writes_nothing(
    thing: Callable[..., UUID], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    thing("预算")
    job = Job(kind="search.catch_up", title="", state="running")
    with django_assert_num_queries(1):
        assert tasks.catch_up(JobContext(job)) == {"chunks": 0}


def test_a_job_that_was_cut_short_goes_on_where_it_was(
    thing: Callable[..., UUID], small_blocks: None, arranged: None
) -> None:
    for number in range(7):
        thing(f"第{number}号预算")
    SearchChunk.objects.update(cut_version=0)
    pk = list(SearchChunk.objects.order_by("pk").values_list("pk", flat=True))
    last = cut_chunks(
        actor=System("search.catch_up"), at=SearchEntry.objects.all()[0].changed_at, after=0, stale_only=True
    )
    assert last == pk[2]
    job = Job(
        kind="search.catch_up",
        title="续建",
        state="running",
        attempts=1,
        cursor=[last, 3],
        run_after=SearchEntry.objects.all()[0].changed_at,
        created_at=SearchEntry.objects.all()[0].changed_at,
    )
    job.save()
    assert tasks.catch_up(JobContext(job)) == {"chunks": 7}
    assert not SearchChunk.objects.filter(cut_version=0).exists()


def test_texts_cut_in_an_older_way_are_cut_again(thing: Callable[..., UUID], arranged: None) -> None:
    thing("预算草案")
    with connection.cursor() as cursor:
        index().remove(cursor, list(SearchChunk.objects.values_list("pk", flat=True)))
    SearchChunk.objects.update(cut_version=CUT_VERSION - 1)
    assert _total("预算") == 0
    context = System("search.catch_up")
    assert (
        cut_chunks(actor=context, at=SearchEntry.objects.get().changed_at, after=0, stale_only=True)
        is not None
    )
    assert _total("预算") == 1


def test_a_rebuild_restores_a_lost_index_and_takes_strays_away(
    thing: Callable[..., UUID], at: datetime, small_blocks: None
) -> None:
    names = [thing(f"第{number}号预算") for number in range(7)]
    chunk_ids = list(SearchChunk.objects.order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        index().remove(cursor, chunk_ids[:-1])
        cursor.execute(
            "UPDATE search_words SET {0} = %s WHERE {0} = %s".format(
                "rowid" if connection.vendor == "sqlite" else "chunk_id"
            ),
            [chunk_ids[-1] + 7, chunk_ids[-1]],
        )
    assert (_total("预算"), _tokens()) == (0, 1)
    start_rebuild(actor=System("console"), at=at)
    assert run_one()
    assert (_total("预算"), _tokens()) == (len(names), len(names))
    assert Job.objects.get(kind="search.rebuild").result == {"chunks": len(names)}


@pytest.mark.django_db
def test_only_those_who_may_start_a_rebuild(at: datetime) -> None:
    with pytest.raises(Refused):
        start_rebuild(actor=Person(uuid4()), at=at)
    with pytest.raises(Refused):
        cut_chunks(actor=System("another.job"), at=at, after=0, stale_only=True)


def test_the_database_refuses_two_entries_for_one_subject(thing: Callable[..., UUID], arranged: None) -> None:
    thing("预算")
    again = SearchEntry.objects.get()
    again.pk = None
    again._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_database_refuses_an_entry_without_title_and_a_chunk_twice(
    thing: Callable[..., UUID], arranged: None
) -> None:
    thing("预算")
    entry = SearchEntry.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchEntry.objects.update(title="")
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchChunk(entry=entry, number=0).save()
    assert str(entry) == "预算"


@pytest.mark.django_db
def test_the_table_of_tokens_can_be_taken_down_and_made_again() -> None:
    with connection.cursor() as cursor:
        index().drop(cursor)
        index().drop(cursor)
        index().create(cursor)
        index().create(cursor)
    assert _tokens() == 0
