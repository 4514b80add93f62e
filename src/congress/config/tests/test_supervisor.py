"""The supervisor for real: it serves, restarts what dies, takes its children with it, and says clearly why it cannot."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from congress.config.supervisor import answers
from tests.support.processes import ROOT, free_port

pytestmark = pytest.mark.slow


class Served:
    """A place served by a supervisor of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder / "log"
        self._process: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        """A place of its own on SQLite, whatever the suite runs on."""
        left_out = ("RENDA_", "COV_", "PYTEST_", "DATABASE_URL", "DJANGO_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        return {**kept, "PYTHONPATH": f"{ROOT / 'src'}", "RENDA_DATA": str(self.folder / "data")}

    def words(self, *more: str) -> list[str]:
        """The command."""
        command = [sys.executable, "-m", "congress.config.cli", "serve", "--workers", "1"]
        return [*command, "--port", str(self.port), *more]

    def start(self) -> subprocess.Popen[bytes]:
        """Start and wait until it answers."""
        self._process = subprocess.Popen(
            self.words(),
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.wait_for(lambda: "http://localhost" in self.said() or not self.is_running())
        assert self.is_running(), f"ended with {self._process.returncode}\n{self.said()[-4000:]}"
        return self._process

    def is_running(self) -> bool:
        """Whether the supervisor runs."""
        return self._process is not None and self._process.poll() is None

    def said(self) -> str:
        """What it printed."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def wait_for(self, what: Callable[[], bool], *, seconds: float = 90) -> None:
        """Wait until something is so."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if what():
                return
            time.sleep(0.05)
        raise AssertionError(f"it did not come to pass within {seconds} s\n{self.said()[-4000:]}")

    def children(self) -> dict[str, int]:
        """The processes under the supervisor, by the word that started them."""
        assert self._process is not None
        found = {}
        for each in Path("/proc").glob("[0-9]*/stat"):
            try:
                facts = each.read_text().rpartition(")")[2].split()
                words = (each.parent / "cmdline").read_text().split("\0")
            except OSError:
                continue
            if int(facts[1]) == self._process.pid and facts[0] != "Z" and "congress.config.cli" in words:
                found[words[words.index("congress.config.cli") + 1]] = int(each.parent.name)
        return found

    def end(self) -> None:
        """Kill what is left."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A place that ends with the test."""
    place = Served(tmp_path)
    yield place
    place.end()


def is_alive(pid: int) -> bool:
    """Whether a process runs (a dead one nobody has asked after does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_serves_restarts_what_dies_and_stops_in_order(served: Served) -> None:
    process = served.start()
    served.wait_for(lambda: set(served.children()) == {"web", "tick", "work"})
    before = served.children()
    assert set(before) == {"web", "tick", "work"}
    for name in ("web", "work", "tick"):
        os.kill(before[name], signal.SIGKILL)
    served.wait_for(lambda: set(served.children()) == {"web", "tick", "work"})
    assert not set(served.children().values()) & set(before.values())
    served.wait_for(lambda: answers("127.0.0.1", served.port))
    children = served.children().values()
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert not [pid for pid in children if is_alive(pid)]
    assert served.said().count("意外退出") == 3
    assert served.said().rstrip().endswith("stopped")


def test_its_children_die_with_it_even_when_it_is_killed(served: Served) -> None:
    process = served.start()
    served.wait_for(lambda: set(served.children()) == {"web", "tick", "work"})
    children = served.children().values()
    process.kill()
    process.wait()
    served.wait_for(lambda: not [pid for pid in children if is_alive(pid)], seconds=5)
    served.start()


def test_a_second_one_on_the_same_folder_or_port_says_so(served: Served, tmp_path: Path) -> None:
    served.start()
    same_folder = subprocess.run(
        served.words("--port", str(free_port())),
        env=served.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert same_folder.returncode == 1
    assert "已由另一个平台进程使用" in same_folder.stderr and "already served" in same_folder.stderr
    elsewhere = {**served.environment(), "RENDA_DATA": str(tmp_path / "another")}
    same_port = subprocess.run(
        served.words(), env=elsewhere, capture_output=True, text=True, timeout=120, check=False
    )
    assert same_port.returncode == 1
    assert f"端口 {served.port} 已被其他程序占用" in same_port.stderr and "is taken" in same_port.stderr
    assert not (tmp_path / "another" / "db" / "renda.sqlite3").exists()


def test_a_place_that_cannot_be_prepared_is_not_served(served: Served) -> None:
    environment = {**served.environment(), "DATABASE_URL": f"sqlite:///{served.folder}"}
    refused = subprocess.run(
        served.words(), env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert refused.returncode == 1
    assert "没有完成，平台未启动" in refused.stderr


def test_the_accounts_are_told_after_the_server_answers(served: Served) -> None:
    (served.folder / "data").mkdir()
    account = {"username": "clerk", "password": "random-1", "duty": "经办"}
    (served.folder / "data" / "demo-accounts.json").write_text(json.dumps([account]))
    served.start()
    served.wait_for(lambda: "clerk  random-1  经办" in served.said())
