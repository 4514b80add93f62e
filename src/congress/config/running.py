"""What each process does: the web server, the worker's two loops, the ticker's one."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable

import uvicorn
from django.conf import settings
from django.db import close_old_connections, connections

from congress.config.database import WEB_PROCESS

TICK_SECONDS = 1.0
BEAT_SECONDS = 2.0
GRACE_SECONDS = 2
LONGEST_PAUSE_SECONDS = 30.0

logger = logging.getLogger(__name__)


def run_web(*, host: str, port: int, descriptor: int | None) -> None:
    """Serve pages until told to stop. `descriptor` is a listening socket handed down by the supervisor."""
    os.environ[WEB_PROCESS] = "1"  # before the settings are read
    config = uvicorn.Config(
        "congress.config.asgi:application",
        host=host,
        port=port,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    sockets = None if descriptor is None else [socket.socket(fileno=descriptor)]
    uvicorn.Server(config).run(sockets=sockets)


def run_worker(stop: threading.Event) -> None:
    """Deliver events in one thread and run jobs in another until told to stop.

    Begins by taking over the roles that a new version of a module offers; there is nothing to do on most days.
    """
    from congress.platform.access.api import install_roles
    from congress.platform.core import clock
    from congress.platform.core.jobs import run_one
    from congress.platform.events.api import deliver_due

    install_roles(at=clock.now())
    loops = [
        threading.Thread(
            target=repeat, args=("events", lambda: deliver_due(at=clock.now()) > 0, stop), name="events"
        ),
        threading.Thread(
            target=repeat, args=("jobs", lambda: run_one(stopping=stop.is_set), stop), name="jobs"
        ),
    ]
    for loop in loops:
        loop.start()
    beat_until("worker", stop)
    for loop in loops:
        loop.join()


def run_ticker(stop: threading.Event) -> None:
    """Look once a second which schedules are due, until told to stop."""
    from congress.platform.core import clock
    from congress.platform.core.scheduler import tick

    def once() -> bool:
        tick(at=clock.now())
        return False

    beats = threading.Thread(target=beat_until, args=("ticker", stop), daemon=True)
    beats.start()
    repeat("ticker", once, stop, rest_seconds=TICK_SECONDS)


def repeat(
    name: str, step: Callable[[], bool], stop: threading.Event, *, rest_seconds: float | None = None
) -> None:
    """Do a step again and again, at once while there is work; rest longer and longer while it fails."""
    rest = settings.WORKER_POLL_SECONDS if rest_seconds is None else rest_seconds
    pause = rest
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                was_busy = step()
            except Exception:
                logger.exception("the %s loop stumbled, going on in %.1f s", name, pause)
                stop.wait(pause)
                pause = min(max(pause, 0.1) * 2, LONGEST_PAUSE_SECONDS)
                continue
            pause = rest
            if not was_busy:
                stop.wait(rest)
    finally:
        connections.close_all()


def beat_until(process: str, stop: threading.Event) -> None:
    """Tell upkeep again and again that this process lives; take it back at the end."""
    from congress.platform.core import clock
    from congress.platform.upkeep.api import beat, end_beat

    while not stop.is_set():
        try:
            beat(process=process, at=clock.now())
        except OSError:
            logger.exception("the heartbeat of %s could not be noted", process)
        stop.wait(BEAT_SECONDS)
    end_beat(process=process)


def stop_on_signal() -> threading.Event:
    """An event that is set when the process is asked to end."""
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    return over
