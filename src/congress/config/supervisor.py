"""The supervisor of `congress serve`: web, worker and ticker over one data folder."""

from __future__ import annotations

import errno
import http.client
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from congress.config.children import Child

LOOK_EVERY_SECONDS = 0.2
WEB_PATIENCE_SECONDS = 5.0
WORK_PATIENCE_SECONDS = 10.0
ANSWER_PATIENCE_SECONDS = 60.0
OTHERS_WAIT_SECONDS = 10.0
MOST_WEB_PROCESSES = 8


class PortTaken(RuntimeError):
    """Another program listens there already."""


class AddressUnusable(RuntimeError):
    """This machine has no such address, or may not listen on that port."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run: where to listen and how many web processes (0: one for each core)."""

    host: str = "127.0.0.1"
    port: int = 8000
    web_processes: int = 0

    @property
    def address(self) -> str:
        """The address a person on this machine types."""
        host = "localhost" if self.host in ("127.0.0.1", "0.0.0.0", "::1", "::") else self.host  # noqa: S104
        return f"http://{host}:{self.port}"


def listen(host: str, port: int) -> socket.socket:
    """The socket all web processes accept from. Raises `PortTaken` or `AddressUnusable`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as refusal:
        listening.close()
        if refusal.errno == errno.EADDRINUSE:
            raise PortTaken from refusal
        raise AddressUnusable(str(refusal)) from refusal
    return listening


def web_process_count(wanted: int) -> int:
    """How many web processes to run: what was asked for, else one for each core this process may use."""
    return wanted or min(len(os.sched_getaffinity(0)), MOST_WEB_PROCESSES)


class Supervisor:
    """Starts the processes, restarts what dies, stops web, ticker and worker in that order."""

    def __init__(self, plan: Plan, *, answered: Callable[[Plan], None]) -> None:
        self._plan = plan
        self._answered = answered
        self._over = threading.Event()
        self._has_answered = threading.Event()
        self._signals = 0
        self._talking = threading.Lock()
        self._web: list[Child] = []
        self._others: list[Child] = []

    def run(self, listening: socket.socket) -> None:
        """Run until a signal says stop."""
        number = listening.fileno()
        os.set_inheritable(number, True)
        count = web_process_count(self._plan.web_processes)
        self._web = [
            Child(
                "web" if count == 1 else f"web-{place}",
                ["web", "--descriptor", str(number)],
                say=self.say,
                descriptors=(number,),
            )
            for place in range(1, count + 1)
        ]
        ticker, worker = Child("ticker", ["tick"], say=self.say), Child("worker", ["work"], say=self.say)
        self._others = [ticker, worker]
        self._listen_to_signals()
        threading.Thread(target=self._wait_for_answer, daemon=True).start()
        try:
            begun = time.monotonic()
            while not self._over.is_set():
                # people wait for pages: worker and ticker begin once there are some, or when that takes long
                are_all_due = self._has_answered.is_set() or time.monotonic() - begun > OTHERS_WAIT_SECONDS
                for child in (*self._web, *(self._others if are_all_due else ())):
                    child.look_after()
                self._over.wait(LOOK_EVERY_SECONDS)
        finally:
            listening.close()
            self._stop()

    def say(self, name: str, line: str) -> None:
        """One line of the log, with the name of the process it comes from."""
        with self._talking:
            sys.stdout.write(f"{name:<8} {line}\n")
            sys.stdout.flush()

    def _listen_to_signals(self) -> None:
        def stop(number: int, frame: object) -> None:
            self._signals += 1
            self._over.set()
            if self._signals > 1:
                for child in (*self._web, *self._others):
                    child.kill()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)

    def _stop(self) -> None:
        self.say("serve", "正在停止 stopping")
        threads = [
            threading.Thread(target=each.stop, kwargs={"patience_seconds": WEB_PATIENCE_SECONDS})
            for each in self._web
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for child in self._others:
            child.stop(patience_seconds=WORK_PATIENCE_SECONDS)
        self.say("serve", "已停止 stopped")

    def _wait_for_answer(self) -> None:
        until = time.monotonic() + ANSWER_PATIENCE_SECONDS
        while not self._over.wait(0.05):
            if answers(self._plan.host, self._plan.port):
                self._has_answered.set()
                self._answered(self._plan)
                return
            if time.monotonic() > until:
                self.say(
                    "serve",
                    "网页服务没有应答，请查看上面的记录 the web server does not answer, see the lines above",
                )
                return


def answers(host: str, port: int) -> bool:
    """Whether the web server says that it lives."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
