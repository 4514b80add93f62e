"""What a power cut may not do: lose an import, save half, or keep the platform down."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from tests.support.browsing import DESK, Visitor
from tests.support.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Person = Callable[[int], Visitor]


def wait_until(is_so: Callable[[], object], *, seconds: float = 60) -> None:
    """Ask until it is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.05)


def long_document(folder: Path) -> Path:
    """A table with so many indicators that reading it takes a while."""
    sample = (files("congress.apps.performance") / "samples" / "yunchuan-2026-targets.txt").read_text("utf-8")
    lines = sample.split("\n")
    number = next(n for n, line in enumerate(lines) if re.search(r"\t[≥≤]\S+\t[≥≤]\S+$", line))
    cells = lines[number].split("\t")
    more = ["\t".join([*cells[:-3], f"{cells[-3]}{n}", *cells[-2:]]) for n in range(800)]
    path = folder / "很长的目标表.txt"
    path.write_text("\n".join([*lines[: number + 1], *more, *lines[number + 1 :]]), encoding="utf-8")
    return path


def test_a_worker_killed_in_the_middle_of_an_import(person: Person, served: Served, tmp_path: Path) -> None:
    clerk = person(DESK).sign_in("jingban")
    before = served.look("select count(*) from performance_targettable")[0][0]
    clerk.open("/performance/import/")
    clerk.page.set_input_files("input[type=file]", str(long_document(tmp_path)))
    clerk.press("开始导入")
    killed: list[int] = []
    for _ in range(2000):
        if served.look("select 1 from core_job where kind='performance.import' and state='running'"):
            killed = served.kill("work")
            break
        time.sleep(0.005)
    assert killed, "the import was over before it could be interrupted"
    assert served.look("select count(*) from performance_targettable")[0][0] == before
    clerk.page.wait_for_url(re.compile(r"/performance/tables/"), timeout=120_000, wait_until="commit")
    assert served.look("select count(*) from performance_targettable")[0][0] == before + 1  # type: ignore[operator]
    attempts = served.look(
        "select attempts from core_job where kind='performance.import' order by created_at desc"
    )
    assert attempts[0][0] == 2


def test_a_server_killed_in_the_middle_of_saving(person: Person, served: Served, own_document: Path) -> None:
    clerk = person(DESK).sign_in("jingban")
    clerk.open("/performance/import/")
    clerk.page.set_input_files("input[type=file]", str(own_document))
    clerk.press("开始导入")
    clerk.page.wait_for_url(re.compile(r"/performance/tables/[0-9a-f-]{36}/$"), timeout=90_000)
    table = clerk.page.url
    name = table.rstrip("/").rsplit("/", 1)[1].replace("-", "")
    clerk.page.evaluate(
        """address => {
          const token = document.querySelector('meta[name=csrf-token]').content;
          window.sent = 0;
          let before = '4,573.25';
          (async () => {
            for (let n = 0; n < 120; n += 1) {
              const text = '4,573.' + String(n % 100).padStart(2, '0');
              const body = new URLSearchParams({address: 'money.fiscal', before, text});
              try {
                const answer = await fetch(address + 'cell/', {method: 'POST', body,
                  headers: {'X-CSRFToken': token, 'HX-Request': 'true'}});
                if (answer.ok) { before = text; window.sent += 1; }
              } catch (broken) { window.broken = (window.broken || 0) + 1; await new Promise(r => setTimeout(r, 50)); }
            }
            window.over = true;
          })();
        }""",
        table,
    )
    wait_until(lambda: clerk.page.evaluate("() => window.sent > 5"))
    assert served.kill("web")
    wait_until(lambda: clerk.page.evaluate("() => Boolean(window.over || window.broken)"), seconds=180)
    served.wait_until_it_answers()
    text = served.look(
        f"select text from performance_cell where table_id='{name}' and address='money.fiscal'"
    )
    last = served.look(
        f"select after from performance_correction where table_id='{name}' order by id desc limit 1"
    )
    assert text == last, "a correction was stored without its cell, or the other way round"
    acts = served.look(
        "select count(*) from audit_auditrow where command='performance.correct_cell' and outcome='done'"
        f" and object_id='{name}'",
    )
    changes = served.look(f"select count(*) from performance_correction where table_id='{name}'")
    assert acts[0][0] >= changes[0][0]  # type: ignore[operator]
    clerk.complaints.clear()
    clerk.open(table.removeprefix(served.address))
    clerk.reads("已更正")
