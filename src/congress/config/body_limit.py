"""A ceiling for what a request may send: nothing larger reaches the disk, and whoever sent it is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

MIB = 1024 * 1024
# A browser shows an answer only when it could send everything: so much is taken from the line and thrown away.
PATIENCE = 1024 * MIB
_PAGE = (
    "<!doctype html><html lang=zh-Hans><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>文件太大</title><h1>文件太大</h1><p>一次最多上传 {most} MiB，这次超过了，什么都没有保存。"
    "请返回上一页，减少文件或把文件拆小后再上传。</p></html>"
)


class _TooLarge(Exception):
    """More came than may come."""


class BodyLimit:
    """Wraps the application: a body over `most` bytes is answered with 413 and never spooled."""

    def __init__(self, application: Application, *, most: int) -> None:
        self._application = application
        self._most = most

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Let a request pass, counted."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        if _announced(scope) > self._most:
            await self._refuse(receive, send)
            return
        taken, has_begun = 0, False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise _TooLarge
            return message

        async def noticed(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._application(scope, counted, noticed)
        except _TooLarge:
            if not has_begun:
                await self._refuse(receive, send)

    async def _refuse(self, receive: Receive, send: Send) -> None:
        taken = 0
        while taken <= PATIENCE:
            message = await receive()
            taken += len(message.get("body", b""))
            if message["type"] != "http.request" or not message.get("more_body"):
                break
        page = _PAGE.format(most=self._most // MIB).encode()
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(page)).encode()),
            (b"cache-control", b"no-store"),
            (b"content-security-policy", b"default-src 'none'"),
        ]
        await send({"type": "http.response.start", "status": 413, "headers": headers})
        await send({"type": "http.response.body", "body": page})


def _announced(scope: dict[str, Any]) -> int:
    """The length the request announces; 0 when it announces none, or nothing one could read."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
