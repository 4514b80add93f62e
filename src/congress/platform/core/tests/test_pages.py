"""Marks on views, and what becomes of a refusal on its way to the screen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from congress.platform.core import errors, middleware
from congress.platform.core.actors import Person, Public
from congress.platform.core.context import surroundings
from congress.platform.core.ids import new_id
from congress.platform.core.pages import needs, open_to_public, person_of, public_verbs
from congress.platform.core.refusals import Conflict, Held, Refused
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import arranging
from congress.standards.errors import RuleViolation


@needs("ground.act")
def page(request: HttpRequest) -> HttpResponse:
    """A page for those who may act."""
    return HttpResponse("page")


def asked(actor: Any, path: str = "/ground/?a=1", **headers: str) -> HttpRequest:
    """A request by somebody."""
    request = RequestFactory().get(path, headers=headers)
    request.actor = actor  # type: ignore[attr-defined]
    return request


def test_a_view_carries_its_mark() -> None:
    assert page.needs == "ground.act"  # type: ignore[attr-defined]
    assert open_to_public(lambda request: HttpResponse()).needs is None  # type: ignore[attr-defined]


def test_a_stranger_is_sent_to_sign_in_and_comes_back_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congress.platform.core.pages.reverse", lambda name: f"/{name}/")
    answer = page(asked(Public("web")))
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("?next=/ground/%3Fa%3D1")
    fragment = page(asked(Public("web"), **{"HX-Request": "true"}))
    assert (fragment.status_code, "HX-Redirect" in fragment.headers) == (204, True)


@pytest.mark.django_db
@pytest.mark.usefixtures("ground")
def test_a_page_is_shown_to_those_who_hold_the_verb(at: datetime) -> None:
    with arranging():
        able, unable = g.arrange_person("able", at), g.arrange_person("unable", at, may_act=False)
    request = asked(able)
    assert page(request).content == b"page"
    assert page(request).content == b"page"
    with pytest.raises(Refused):
        page(asked(unable))


@pytest.mark.usefixtures("ground")
def test_strangers_hold_the_public_verbs() -> None:
    assert "ground.read_news" in public_verbs() and "ground.act" not in public_verbs()


def test_the_health_probe_answers_before_anything_else() -> None:
    inner = middleware.health_probe(lambda request: HttpResponse("inner"))
    assert inner(asked(None, "/healthz")).content == b"ok"
    assert inner(asked(None, "/")).content == b"inner"


def test_every_request_has_a_trace_and_an_address() -> None:
    seen: list[Any] = []

    def inner(request: HttpRequest) -> HttpResponse:
        seen.append(surroundings())
        return HttpResponse()

    answer = middleware.surroundings(inner)(asked(None))
    assert (seen[0].address, str(seen[0].trace)) == ("127.0.0.1", answer.headers["X-Trace"])


@pytest.mark.parametrize(
    ("exception", "status", "sentence"),
    [
        (Refused(permission="a.b", reason="您没有权限。"), 403, "您没有权限。"),
        (RuleViolation("a.b", "请填写名称。"), 422, "请填写名称。"),
        (Conflict(current=None), 422, "已被他人修改"),
        (Held(held=new_id()), 202, "等待另一位"),
    ],
)
def test_a_refusal_becomes_a_page(exception: Exception, status: int, sentence: str) -> None:
    pages = middleware.error_pages(lambda request: HttpResponse("inner"))
    answer = pages.process_exception(asked(None, **{"HX-Request": "true"}), exception)
    assert answer is not None and answer.status_code == status
    assert sentence in answer.content.decode()


def test_a_defect_is_not_dressed_up() -> None:
    pages = middleware.error_pages(lambda request: HttpResponse("inner"))
    assert pages.process_exception(asked(None), ValueError("defect")) is None
    assert pages(asked(None)).content == b"inner"


def test_error_pages_tell_what_to_do_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    request = asked(None, "/x/", **{"HX-Request": "true"})
    cases = [
        (errors.bad_request(request, ValueError("secret")), 400),
        (errors.permission_denied(request, ValueError("secret")), 403),
        (errors.not_found(request, ValueError("secret")), 404),
        (errors.csrf_failure(request, "secret"), 403),
        (errors.server_error(request), 500),
    ]
    for answer, status in cases:
        assert answer.status_code == status
        assert "secret" not in answer.content.decode()
    assert "defect" in caplog.text


def test_a_whole_error_page_stands_without_a_session() -> None:
    answer = errors.not_found(asked(None, "/nowhere/"), ValueError())
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_only_a_signed_in_person_is_a_person() -> None:
    person = Person(new_id())
    assert person_of(asked(person)) == person
    with pytest.raises(Refused):
        person_of(asked(Public("web")))
