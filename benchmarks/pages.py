"""What a page costs: its weight on the line, and its time and queries in the server; how the review screen grows."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from benchmarks.arranging import session_of
from benchmarks.databases import in_own_process, open_place
from benchmarks.disclosures import long_disclosure
from benchmarks.measuring import Table, in_turn, kilobytes, milliseconds, times
from benchmarks.places import demonstration_place, serving
from tests.support.browsing import ARGUMENTS, DESK, chromium

ROOT = Path(__file__).resolve().parents[1]
RUNS = 9
INDICATORS = (50, 500, 2000)
KINDS = {
    "styles": [".css"],
    "scripts": [".js"],
    "icons, pictures": [".svg", ".png", ".ico"],
    "fonts": [".woff2", ".ttf"],
}
# everything that was not taken from the browser's cache: its address and its bytes on the line
LOADED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(each => each.transferSize > 0).map(each => [each.name, each.encodedBodySize])"""
STRANGER = ""
CLERK, SYSTEM, AUDITOR, SECURITY = "jingban", "xitong", "shenji", "anquan"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what it is called, who looks at it, its address."""

    title: str
    who: str
    path: str


@dataclass(slots=True)
class Weight:
    """What a browser loaded for one page: bytes on the line by kind, the HTML unpacked, requests cold and warm."""

    on_the_line: Counter[str] = field(default_factory=Counter)
    html_unpacked_bytes: int = 0
    requests: int = 0
    requests_again: int = 0


def main() -> list[Table]:
    """Measure on a copy of the demonstration place."""
    with demonstration_place() as folder:
        pages = in_own_process(main_pages, folder)
        sessions = {
            who: in_own_process(session_of, folder, who) for who in {page.who for page in pages} - {STRANGER}
        }
        inside = in_own_process(in_the_server, folder, pages, sessions)
        growth = in_own_process(review_growth, folder, sessions[CLERK])
        with serving(folder) as served:
            outside = _weighed(served.address, pages, sessions)
    return [outside, inside, growth]


def main_pages(folder: Path) -> list[Page]:
    """The pages people look at most."""
    open_place(folder)
    from congress.apps.performance.models import Publication, TargetTable

    table, publication = (
        TargetTable.objects.filter(state="preparing").earliest("imported_at").pk,
        Publication.objects.latest("number").pk,
    )
    return [
        Page("front page", STRANGER, "/"),
        Page("sign-in", STRANGER, "/sign-in/"),
        Page("published table", STRANGER, f"/open/performance/{publication}/"),
        Page("search, as a stranger", STRANGER, "/search/?q=代表"),
        Page("home of a clerk", CLERK, "/"),
        Page("home of the system administrator", SYSTEM, "/"),
        Page("home of the auditor", AUDITOR, "/"),
        Page("to-dos", CLERK, "/todos/"),
        Page("list of tables", CLERK, "/performance/"),
        Page("import", CLERK, "/performance/import/"),
        Page("review screen", CLERK, f"/performance/tables/{table}/"),
        Page("search, as a clerk", CLERK, "/search/?q=代表"),
        Page("own account", CLERK, "/account/"),
        Page("accounts", SYSTEM, "/identity/accounts/"),
        Page("audit trail", AUDITOR, "/audit/"),
        Page("grants", SECURITY, "/access/grants/"),
    ]


# --- on the line ----------------------------------------------------------------------------------------------


def _weighed(address: str, pages: list[Page], sessions: dict[str, str]) -> Table:
    table = Table(
        "Weight of the main pages in Chromium, nothing cached",
        ("page", "HTML", "unpacked", *KINDS, "requests", "second visit"),
    )
    path = chromium()
    if not path:
        table.notes.append("Left out: Chromium is not installed (Debian: apt-get install chromium).")
        return table
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=ARGUMENTS)
        for page in pages:
            weight = _weigh(browser, address, page, sessions)
            line = weight.on_the_line
            sizes = [line["document"], weight.html_unpacked_bytes, *(line[kind] for kind in KINDS)]
            table.add(page.title, *map(kilobytes, sizes), str(weight.requests), str(weight.requests_again))
        browser.close()
    ceilings = ", ".join(f"{name} {size} KB" for name, size in _ceilings().items())
    table.notes.append(
        f"The front-end build stops when a packed file every page loads grows past its ceiling: {ceilings}."
    )
    return table


def _ceilings() -> dict[str, int]:
    text = (ROOT / "frontend" / "build.mjs").read_text("utf-8")
    found = re.search(r"const CEILINGS = \{(.+?)\}", text)
    return {name: int(size) for name, size in re.findall(r'"([^"]+)": (\d+)', found[1])} if found else {}


def _weigh(browser: Any, address: str, page: Page, sessions: dict[str, str]) -> Weight:
    context = browser.new_context(viewport={"width": DESK, "height": 1000}, locale="zh-CN")
    if page.who:
        context.add_cookies([{"name": "renda_session", "value": sessions[page.who], "url": address}])
    window = context.new_page()
    weight = Weight()
    response = window.goto(f"{address}{page.path}", wait_until="networkidle")
    if response is None or response.status != 200:
        raise RuntimeError(f"{page.path} answered {response and response.status}")
    for url, size in window.evaluate(LOADED):
        weight.on_the_line[_kind(url)] += size
        weight.requests += 1
    weight.html_unpacked_bytes = len(response.body())
    window.goto(f"{address}{page.path}", wait_until="networkidle")
    weight.requests_again = len(window.evaluate(LOADED))
    context.close()
    return weight


def _kind(url: str) -> str:
    ending = Path(urlsplit(url).path).suffix
    return next((kind for kind, endings in KINDS.items() if ending in endings), "document")


# --- in the server --------------------------------------------------------------------------------------------


def in_the_server(folder: Path, pages: list[Page], sessions: dict[str, str]) -> Table:
    """Time and queries of each page, warm, for one person, without the network."""
    open_place(folder)
    table = Table(
        "Time and queries in the server, one person, warm",
        ("page", "queries", "time", "beside the health probe", "HTML"),
    )
    clients = {who: _client(sessions.get(who, "")) for who in {page.who for page in pages}}
    gets = [lambda: clients[STRANGER].get("/healthz")]
    gets += [lambda each=each: clients[each.who].get(each.path) for each in pages]  # type: ignore[misc]
    taken = in_turn(gets, runs=RUNS)
    for page, seconds in zip(pages, taken[1:], strict=True):
        queries, html = _asked(clients[page.who], page.path)
        table.add(
            page.title, str(queries), milliseconds(seconds), times(seconds / taken[0]), kilobytes(len(html))
        )
    table.notes.append(
        f"The health probe ({milliseconds(taken[0])}) is answered before anything of the platform: what Django itself costs."
    )
    return table


def review_growth(folder: Path, session: str) -> Table:
    """The review screen of ever longer tables, beside all their cells printed by a bare template.

    The screen prints the first rows of a long part and fetches the others when they are scrolled to; what was read and
    checked is remembered for as long as the table stands as it is.
    """
    open_place(folder)
    from django.template import engines

    table = Table(
        "Growth of the review screen",
        (
            "indicators",
            "cells",
            "queries",
            "opened again",
            "opened first, or after a change",
            "a cell, first",
            "beside the cells in a bare template",
            "HTML",
            "packed",
        ),
    )
    client = _client(session)
    bare = engines["django"].from_string(
        "{% for cell in cells %}<p>{{ cell.label }}</p><div>{{ cell.text }}</div>{% endfor %}"
    )
    for count in INDICATORS:
        target, cells = _brought_in(count)
        path = f"/performance/tables/{target}/"
        works = [
            lambda path=path: client.get(path),
            lambda path=path: _opened_first(client, path),
            lambda cells=cells: bare.render({"cells": cells}),
        ]
        again, first, plain = in_turn(works, runs=3)
        queries, html = _asked(client, path)
        table.add(
            f"{count:,}",
            f"{len(cells):,}",
            str(queries),
            milliseconds(again),
            milliseconds(first),
            milliseconds(first / len(cells)),
            times(again / plain),
            kilobytes(len(html)),
            kilobytes(len(gzip.compress(html, 6))),
        )
    return table


def _opened_first(client: Any, path: str) -> None:
    """As a table is opened that nobody looked at since it was changed: read, typed and checked anew."""
    from congress.apps.performance.selectors.remembered import forget

    forget()
    client.get(path)


def _brought_in(indicators: int) -> tuple[UUID, list[Any]]:
    """A table of so many indicators, brought in as a clerk does; its id and its cells."""
    from congress.apps.performance.models import TargetTable
    from congress.apps.performance.services import receive_file
    from congress.platform.core import clock
    from congress.platform.core.actors import Person
    from congress.platform.core.jobs import run_one
    from congress.platform.documents.api import take_in

    known = TargetTable.objects.filter(state="preparing").earliest("imported_at")
    job = receive_file(
        actor=Person(known.prepared_by),
        at=clock.now(),
        target=known.body_id,
        taken=take_in(content=long_disclosure(indicators), name="测量.txt"),
    )
    while run_one():
        pass
    table = TargetTable.objects.get(job=job)
    return table.pk, list(table.cells.all())


def _client(session: str) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    if session:
        client.cookies["renda_session"] = session
    return client


def _asked(client: Any, path: str) -> tuple[int, bytes]:
    """How many queries a page asks, and the page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return len(captured), response.content


if __name__ == "__main__":
    for each in main():
        print(each.markdown())
