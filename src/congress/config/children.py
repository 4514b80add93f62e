"""Child processes of the supervisor: started with a name, read line by line, restarted with back-off, stopped in order.

A child asks the kernel to be killed with its parent, so nothing is left behind when the supervisor itself is killed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO

_PR_SET_PDEATHSIG = 1
PARENT = "RENDA_SUPERVISOR"
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 15.0

Say = Callable[[str, str], None]


def die_with_parent() -> None:
    """Called first thing in a child: be killed when the supervisor dies, also when it died a moment ago."""
    parent = os.environ.pop(PARENT, "")  # not for processes that this one may start
    if not parent or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        os._exit(1)


def command_line(*words: str) -> list[str]:
    """The words that run a `congress` command in a new process."""
    return [sys.executable, "-m", "congress.config.cli", *words]


class Child:
    """One process that ought to run: what starts it, whether it lives, when it may be started again."""

    def __init__(self, name: str, words: Sequence[str], *, say: Say, descriptors: Sequence[int] = ()) -> None:
        self.name = name
        self._words = command_line(*words)
        self._say = say
        self._descriptors = tuple(descriptors)
        self._process: subprocess.Popen[str] | None = None
        self._begun = 0.0
        self._pause = FIRST_PAUSE_SECONDS
        self._start_at: float | None = 0.0
        self.deaths = 0

    @property
    def pid(self) -> int | None:
        """The process id while it lives."""
        return self._process.pid if self.is_alive() and self._process is not None else None

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def look_after(self) -> None:
        """Start the process when it is due; note its death and when to try again."""
        now = time.monotonic()
        if self._process is None:
            if self._start_at is not None and now >= self._start_at:
                self._start(now)
            return
        status = self._process.poll()
        if status is None:
            return
        self.deaths += 1
        if now - self._begun >= STEADY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        self._say(
            self.name, f"意外退出（{_ending(status)}），{self._pause:g} 秒后重新启动 stopped, starting again"
        )
        self._process, self._start_at = None, now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)

    def stop(self, *, patience_seconds: float) -> None:
        """Ask the process to end; kill it when it does not within the time given."""
        self._start_at = None
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(patience_seconds)
        except subprocess.TimeoutExpired:
            self._say(self.name, "没有按时停止，已强制结束 did not stop in time, killed")
            process.kill()
            process.wait()

    def kill(self) -> None:
        """End the process at once."""
        self._start_at = None
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _start(self, now: float) -> None:
        self._begun, self._start_at = now, None
        self._process = subprocess.Popen(
            self._words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            pass_fds=self._descriptors,
            start_new_session=True,  # a Ctrl-C reaches the supervisor alone, which stops its children in order
            env={**os.environ, PARENT: str(os.getpid()), "PYTHONUNBUFFERED": "1"},
        )
        if self._process.stdout is not None:
            reader = threading.Thread(target=self._read, args=(self._process.stdout,), daemon=True)
            reader.start()

    def _read(self, lines: IO[str]) -> None:
        for line in lines:
            self._say(self.name, line.rstrip("\n"))


def _ending(status: int) -> str:
    return f"信号 signal {-status}" if status < 0 else f"状态 status {status}"
