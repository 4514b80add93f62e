"""Many people at their browsers, as one asyncio process: each with a connection that stays open, like a browser's.

Locust was tried on paper and left: its clients take the very cores the server is to be measured on. Raw streams cost
a tenth of it.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, urlencode, urlsplit
from uuid import UUID, uuid4

import uvloop

from benchmarks.arranging import CSRF_SECRET, Clerk

PATIENCE_SECONDS = 60
QUIET_SECONDS = 3.0
PAUSE_AFTER_FAILURE_SECONDS = 0.5
WORDS = ("预算", "代表", "立法", "联络站", "会议", "监督", "云川", "财政")
# what a clerk clicks, and how often among a hundred clicks
MIX = {"home": 25, "list": 20, "review": 20, "search": 15, "correct": 20}


@dataclass(slots=True)
class Clicks:
    """What some people lived through: the time of each answer by page, what was refused, what was acknowledged."""

    seconds: float = 0.0
    answers: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: dict[str, int] = field(default_factory=dict)
    acknowledged: dict[UUID, list[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many answers."""
        return sum(len(each) for each in self.answers.values())

    @property
    def a_second(self) -> float:
        """Answers a second."""
        return self.count / self.seconds

    def fail(self, what: str) -> None:
        """Count a failure."""
        self.failures[what] = self.failures.get(what, 0) + 1


class Browser:
    """One connection that stays open, one request at a time."""

    def __init__(self, address: str, cookies: str = "") -> None:
        parts = urlsplit(address)
        self._host, self._port = "127.0.0.1", parts.port
        self._head = f"Host: {parts.netloc}\r\nUser-Agent: benchmarks\r\nAccept-Language: zh-CN\r\n"
        self._head += f"Cookie: {cookies}\r\n" if cookies else ""
        self._used = 0.0
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, path: str, *, form: dict[str, str] | None = None, is_part: bool = False
    ) -> tuple[int, bytes]:
        """One request; the status and the body."""
        body = b"" if form is None else urlencode(form).encode()
        lines = f"{'GET' if form is None else 'POST'} {path} HTTP/1.1\r\n{self._head}"
        lines += "HX-Request: true\r\n" if is_part else ""
        if form is not None:
            lines += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = await self._open()
            writer.write(f"{lines}\r\n".encode() + body)
            return await _answer(reader)

    async def close(self) -> None:
        """Leave."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The connection; a new one before the server, which closes it after five quiet seconds, can do so."""
        if time.monotonic() - self._used > QUIET_SECONDS:
            await self.close()
        self._used = time.monotonic()
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        return self._streams


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split()[1])
    fields = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)
    }
    if "content-length" in fields:
        return status, await reader.readexactly(int(fields["content-length"]))
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return status, body


def click(address: str, people: list[Clerk], for_seconds: float, pause_seconds: float) -> Clicks:
    """Let everybody click for some seconds; each reads a page for `pause_seconds` on average before the next click."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_click(address, people, for_seconds, pause_seconds))


def knock(address: str, connections: int, for_seconds: float) -> Clicks:
    """Ask for the health probe over and over on many connections: what the HTTP stack can do at most."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_knock(address, connections, for_seconds))


async def _knock(address: str, connections: int, for_seconds: float) -> Clicks:
    clicks = Clicks()
    begun = time.perf_counter()

    async def one() -> None:
        browser = Browser(address)
        while time.perf_counter() - begun < for_seconds:
            await _timed(clicks, "health probe", browser, "/healthz")
        await browser.close()

    await asyncio.gather(*[one() for _ in range(connections)])
    clicks.seconds = time.perf_counter() - begun
    return clicks


async def _click(address: str, people: list[Clerk], for_seconds: float, pause_seconds: float) -> Clicks:
    clicks = Clicks()
    begun = time.perf_counter()

    async def one(number: int, clerk: Clerk) -> None:
        chance, browser = Random(number), Browser(address, clerk.cookies)
        await asyncio.sleep(chance.random() * pause_seconds)
        while time.perf_counter() - begun < for_seconds:
            await _one_click(clicks, browser, clerk, chance)
            await asyncio.sleep(chance.uniform(0.4, 1.6) * pause_seconds)
        await browser.close()

    await asyncio.gather(*[one(number, clerk) for number, clerk in enumerate(people)])
    clicks.seconds = time.perf_counter() - begun
    return clicks


async def _one_click(clicks: Clicks, browser: Browser, clerk: Clerk, chance: Random) -> None:
    what = chance.choices(list(MIX), list(MIX.values()))[0]
    review = f"/performance/tables/{clerk.table}/"
    if what == "home":
        await _timed(clicks, "home", browser, "/")
    elif what == "list":
        await _timed(clicks, "list of tables", browser, "/performance/")
    elif what == "review":
        await _timed(clicks, "review screen", browser, review)
    elif what == "search":
        await _timed(clicks, "search", browser, f"/search/?q={quote(chance.choice(WORDS))}")
    else:
        await _correct(clicks, browser, clerk, review)


async def _correct(clicks: Clicks, browser: Browser, clerk: Clerk, review: str) -> None:
    """Open one's cell and save another text, as the review screen does it: two requests for parts of the page."""
    saved = clicks.acknowledged.setdefault(clerk.account, [clerk.text])
    where = f"{review}cell/?address={quote(clerk.address)}"
    if not await _timed(clicks, "open a cell", browser, where, is_part=True):
        return
    text = f"测量 {uuid4().hex}"
    form = {"address": clerk.address, "before": saved[-1], "text": text, "csrfmiddlewaretoken": CSRF_SECRET}
    if await _timed(clicks, "save a correction", browser, f"{review}cell/", form=form, is_part=True):
        saved.append(text)


async def _timed(
    clicks: Clicks,
    what: str,
    browser: Browser,
    path: str,
    *,
    form: dict[str, str] | None = None,
    is_part: bool = False,
) -> bool:
    begun = time.perf_counter()
    try:
        status, _ = await browser.ask(path, form=form, is_part=is_part)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as failure:
        clicks.fail(f"{what}: {type(failure).__name__}")
        await browser.close()
        await asyncio.sleep(PAUSE_AFTER_FAILURE_SECONDS)
        return False
    if status != 200:
        clicks.fail(f"{what}: {status}")
        return False
    clicks.answers[what].append(time.perf_counter() - begun)
    return True
