"""The ceiling for requests: counted whether or not a length was announced, answered in words, nothing spooled."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from congress.config import body_limit
from congress.config.body_limit import BodyLimit, Receive, Send

Message = Mapping[str, Any]


class _Application:
    """Reads the whole body and answers with its length."""

    def __init__(self, *, answers_early: bool = False) -> None:
        self.read = 0
        self.answers_early = answers_early

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if self.answers_early:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        more = scope["type"] == "http"
        while more:
            message = await receive()
            self.read += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})


def _asked(
    application: _Application, chunks: list[bytes], *, length: bytes | None = None, kind: str = "http"
) -> tuple[list[Message], int]:
    """What was answered, and how many messages were taken from the line."""
    sent: list[Message] = []
    waiting = [
        {"type": "http.request", "body": chunk, "more_body": number < len(chunks)}
        for number, chunk in enumerate(chunks, start=1)
    ]
    count = len(waiting)

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", b"x")] + ([(b"content-length", length)] if length is not None else [])
    asyncio.run(BodyLimit(application, most=10)({"type": kind, "headers": headers}, receive, send))
    return sent, count - len(waiting)


def test_a_body_up_to_the_limit_passes_whole() -> None:
    application = _Application()
    sent, _ = _asked(application, [b"12345", b"67890"], length=b"10")
    assert (application.read, sent[0]["status"]) == (10, 200)


def test_an_announced_body_over_the_limit_never_reaches_the_application() -> None:
    application = _Application()
    sent, taken = _asked(application, [b"12345", b"678901"], length=b"11")
    assert (application.read, sent[0]["status"], taken) == (0, 413, 2)
    assert "文件太大" in sent[1]["body"].decode()
    assert dict(sent[0]["headers"])[b"content-length"] == str(len(sent[1]["body"])).encode()


@pytest.mark.parametrize("length", [None, b"few"])
def test_an_unannounced_body_is_counted(length: bytes | None) -> None:
    sent, taken = _asked(_Application(), [b"12345", b"678901", b"rest"], length=length)
    assert (sent[0]["status"], taken) == (413, 3)


def test_an_answer_that_has_begun_is_left_as_it_is() -> None:
    sent, _ = _asked(_Application(answers_early=True), [b"12345678901"])
    assert [message.get("status") for message in sent] == [200]


def test_a_body_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_limit, "PATIENCE", 20)
    sent, taken = _asked(_Application(), [b"12345678901"] * 9, length=b"99")
    assert (sent[0]["status"], taken) == (413, 2)


def test_what_is_no_page_passes() -> None:
    application = _Application()
    sent, _ = _asked(application, [], length=b"99", kind="lifespan")
    assert sent[0]["status"] == 200
