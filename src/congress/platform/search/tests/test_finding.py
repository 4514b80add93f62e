"""Finding Chinese: two characters, one character, words inside longer words, letters and digits."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from congress.platform.core.actors import Public
from congress.platform.search import selectors
from congress.platform.search.api import Found, find
from congress.standards.errors import RuleViolation

STRANGER = Public("web")


def _titles(words: str) -> list[str]:
    return [hit.subject.title for hit in find(actor=STRANGER, words=words).hits]


HARD = [
    ("预算", "预算联网监督系统"),
    ("联网", "预算联网监督系统"),
    ("监督", "预算联网监督系统"),
    ("人大", "人大代表建议办理"),
    ("代表", "人大代表建议办理"),
    ("大代", "人大代表建议办理"),
    ("绩效", "部门整体绩效目标表"),
    ("目标", "部门整体绩效目标表"),
    ("常务", "市人民代表大会常务委员会公告"),
    ("常委", "市人大常委会公告"),
    ("常委会", "市人大常委会公告"),
    ("委员", "市人民代表大会常务委员会公告"),
    ("大会", "市人民代表大会常务委员会公告"),
    ("人代", "镇人代会主席团"),
    ("财经", "市人大财经委审查意见"),
    ("经委", "市人大财经委审查意见"),
    ("过程", "全过程人民民主"),
    ("全过程人民民主", "践行全过程人民民主"),
    ("市", "东莞市"),
    ("莞", "东莞市"),
    ("张伟民", "张伟民同志任职"),
    ("伟民", "张伟民同志任职"),
    ("张伟", "张伟民同志任职"),
    ("2026", "2026年度部门预算"),
    ("2026年", "2026年度部门预算"),
    ("年度", "2026年度部门预算"),
    ("A座", "行政中心Ａ座201室"),
    ("201室", "行政中心A座２０１室"),
    ("a座201", "行政中心A座201室"),
    ("GB/T 33190", "GB／T 33190—2016"),
    ("gb", "GB/T 33190"),
    ("33190", "GBT33190标准"),
    ("covid", "covid19应对"),
    ("粤〔2026〕12号", "粤〔2026〕12号文"),
    ("12号", "粤〔2026〕12号文"),
    ("王𫠜", "王𫠜任职"),
    ("𫠜", "王𫠜任职"),
    ("㎡", "住房面积100m2"),
    ("བོད", "བོད་ཡིག"),
    ("café", "CAFÉ 名称"),
    ("预算 绩效", "绩效与预算"),
    ("预算、绩效", "绩效与预算"),
    ("预算绩效目标", "绩效目标与部门预算"),
]


@pytest.mark.parametrize(("question", "title"), HARD)
def test_what_was_written_is_found(question: str, title: str, thing: Callable[..., UUID]) -> None:
    thing(title)
    thing("无关内容", "毫不相干")
    assert _titles(question) == [title]


@pytest.mark.parametrize(("question", "text"), HARD)
def test_what_was_written_in_the_text_is_found(question: str, text: str, thing: Callable[..., UUID]) -> None:
    thing("标题", f"前面的话。\n{text}。\n后面的话。")
    thing("另一个", "毫不相干")
    assert _titles(question) == ["标题"]


@pytest.mark.parametrize("question", ["算预", "代人", "绩目", "20261", "3319", "预算 大象"])
def test_what_was_not_written_is_not_found(question: str, thing: Callable[..., UUID]) -> None:
    thing("2026年预算绩效目标", "人大代表 33190")
    assert _titles(question) == []


def test_a_word_broken_by_a_line_is_found(thing: Callable[..., UUID]) -> None:
    thing("报告", "关于预\n算执行情况的审 计报告")
    assert _titles("预算") == ["报告"]
    assert _titles("审计") == ["报告"]


def test_parts_of_a_question_may_stand_far_apart(thing: Callable[..., UUID]) -> None:
    thing("长文", "预算开头。" + "中间的话。" * 1000 + "绩效结尾。")
    assert _titles("预算 绩效") == ["长文"]
    assert _titles("预算 大象") == []


def test_a_title_ranks_before_a_text_and_a_word_before_a_chance_neighbourhood(
    thing: Callable[..., UUID],
) -> None:
    thing("工人大会", "工人大会的通知")
    thing("某通知", "市人大的通知")
    thing("人大工作", "通知")
    assert _titles("人大") == ["人大工作", "某通知", "工人大会"]


def test_among_equals_the_newest_comes_first(thing: Callable[..., UUID], at: datetime) -> None:
    thing("预算甲", at=at)
    thing("预算乙", at=at + timedelta(days=1))
    assert _titles("预算") == ["预算乙", "预算甲"]


def test_hits_come_page_by_page_with_their_total(thing: Callable[..., UUID]) -> None:
    for number in range(5):
        thing(f"预算第{number}号")
    first = find(actor=STRANGER, words="预算", limit=2)
    second = find(actor=STRANGER, words="预算", limit=2, offset=2)
    assert (len(first.hits), first.total, len(second.hits), second.total) == (2, 5, 2, 5)
    assert not {hit.subject.id for hit in first.hits} & {hit.subject.id for hit in second.hits}
    assert find(actor=STRANGER, words="预算", limit=2, offset=100) == Found((), 5)
    assert find(actor=STRANGER, words="大象", limit=2, offset=100) == Found((), 0)
    assert len(find(actor=STRANGER, words="预算", limit=-1, offset=-5).hits) == 1


def test_a_hit_says_what_it_is_and_shows_a_passage(thing: Callable[..., UUID]) -> None:
    name = thing("部门预算", "前言。" * 400 + "本年度绩效目标如下。" + "后记。" * 400)
    (hit,) = find(actor=STRANGER, words="绩效目标").hits
    assert (hit.subject.kind, hit.subject.id, hit.app, hit.kind_title) == (
        "searched.thing",
        name,
        "searched",
        "事项",
    )
    assert hit.url == f"/things/{name}/"
    assert hit.is_public and hit.body_id is None
    assert [each.text for each in hit.passage if each.is_match] == ["绩效目标"]
    assert [each.text for each in hit.title] == ["部门预算"]


def test_an_entry_with_a_title_only_is_found(thing: Callable[..., UUID]) -> None:
    thing("部门预算")
    (hit,) = find(actor=STRANGER, words="预算").hits
    assert hit.passage == ()


@pytest.mark.django_db
def test_an_empty_question_finds_nothing() -> None:
    assert find(actor=STRANGER, words="——") == Found()


@pytest.mark.django_db
def test_an_empty_index_finds_nothing() -> None:
    assert find(actor=STRANGER, words="预算") == Found()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hostile", ['"', "' OR 1=1 --", "NEAR(预算)", "title_words:预算", "预算*", "'&|!<->", "%s"]
)
def test_a_question_is_never_read_as_a_command(hostile: str) -> None:
    find(actor=STRANGER, words=hostile)


@pytest.mark.django_db
def test_a_question_too_long_is_refused() -> None:
    with pytest.raises(RuleViolation):
        find(actor=STRANGER, words="预" * 101)


def test_hits_may_be_narrowed_to_one_module(thing: Callable[..., UUID]) -> None:
    thing("预算")
    assert find(actor=STRANGER, words="预算", app="searched").total == 1
    assert find(actor=STRANGER, words="预算", app="another").total == 0


def test_an_entry_written_anew_while_it_is_being_found_is_found_all_the_same(
    thing: Callable[..., UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = thing("预算监督", "草案")
    read, asked = selectors._rows, []

    def read_and_rewrite(*args: Any, **kwargs: Any) -> list[tuple[int, int, int]]:
        rows = read(*args, **kwargs)
        if not asked:
            thing("预算监督", "定稿", id=known)
        asked.append(rows)
        return rows

    monkeypatch.setattr(selectors, "_rows", read_and_rewrite)
    assert _titles("预算") == ["预算监督"]
    assert len(asked) == 2
