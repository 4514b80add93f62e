"""Pages are packed for browsers that can unpack them; files and short answers go out as they are."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from congress.platform.core.packing import PackPages

LONG = "绩效目标" * 200


def _answered(response: HttpResponseBase, accepts: str = "gzip") -> HttpResponseBase:
    def view(request: HttpRequest) -> HttpResponseBase:
        return response

    return PackPages(view)(RequestFactory().get("/", headers={"accept-encoding": accepts}))


def test_a_page_is_packed_and_says_so() -> None:
    answer = _answered(HttpResponse(LONG))
    assert isinstance(answer, HttpResponse)
    assert answer.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(answer.content).decode() == LONG
    assert len(answer.content) < len(LONG.encode()) / 5


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(LONG, content_type="application/pdf"),
        HttpResponse("短"),
        FileResponse(BytesIO(LONG.encode()), content_type="text/html"),
    ],
)
def test_files_and_short_answers_go_out_as_they_are(response: HttpResponseBase) -> None:
    assert "Content-Encoding" not in _answered(response).headers


def test_a_browser_that_cannot_unpack_gets_the_page_plain() -> None:
    assert "Content-Encoding" not in _answered(HttpResponse(LONG), accepts="identity").headers


@pytest.mark.django_db
def test_the_platforms_pages_are_packed() -> None:
    answer = Client().get("/sign-in/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
