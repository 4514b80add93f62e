"""A real PostgreSQL for one run: its own folder, its own port on loopback, gone when the run is over."""

from __future__ import annotations

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_ACCOUNT = "postgres"
START_SECONDS = 30
STOP_SECONDS = 20
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # the data is thrown away
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "log_min_messages": "fatal",
    "timezone": "UTC",
}


class NoPostgres(RuntimeError):
    """There is no PostgreSQL server on this machine, or it cannot be run from this account."""


def server_folder() -> Path:
    """Where the newest server's programs are. Raises `NoPostgres`."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    path = str(found[-1]) if found else shutil.which("initdb")
    if path is None:
        raise NoPostgres("PostgreSQL is not installed (apt-get install postgresql)")
    return Path(path).parent


@contextmanager
def running_postgres() -> Iterator[str]:
    """Run a server; yields its DATABASE_URL. Raises `NoPostgres`."""
    programs = server_folder()
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="renda-postgres-"))
    password = secrets.token_urlsafe(18)
    server: subprocess.Popen[bytes] | None = None
    try:
        _initialise(programs, folder, password, account)
        port = _free_port()
        server = _start(programs, folder, port, account)
        _await(server, port, folder)
        yield f"postgresql://renda:{password}@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: root may not, so root becomes the server's own account."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        raise NoPostgres(f"root may not run PostgreSQL, and there is no account “{SERVER_ACCOUNT}”") from None


def _becoming(account: pwd.struct_passwd | None) -> Callable[[], None]:
    """What the child does before it becomes the server: dies with this process, and is not root."""

    def become() -> None:
        if account is not None:
            os.setgroups([])
            os.setgid(account.pw_gid)
            os.setuid(account.pw_uid)
        if sys.platform.startswith("linux"):
            ctypes.CDLL(None).prctl(
                1, signal.SIGQUIT
            )  # PR_SET_PDEATHSIG: stop at once with whoever started it

    return become


def _initialise(programs: Path, folder: Path, password: str, account: pwd.struct_passwd | None) -> None:
    secret = folder / "password"
    secret.write_text(password)
    if account is not None:
        for path in (folder, secret):
            os.chown(path, account.pw_uid, account.pw_gid)
    words = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "renda", "--pwfile", str(secret)]
    words += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    done = subprocess.run(
        words, preexec_fn=_becoming(account), cwd=folder, capture_output=True, text=True, check=False
    )
    secret.unlink()
    if done.returncode:
        raise NoPostgres(f"initdb failed: {done.stderr.strip()[-300:]}")


def _start(
    programs: Path, folder: Path, port: int, account: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    words = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port)]
    for name, value in {**SETTINGS, "unix_socket_directories": str(folder)}.items():
        words += ["-c", f"{name}={value}"]
    return subprocess.Popen(
        words,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("wb"),
        preexec_fn=_becoming(account),
        start_new_session=True,
    )


def _await(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    import psycopg

    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise NoPostgres(
                f"the server ended at once: {(folder / 'log').read_text(errors='replace')[-300:]}"
            )
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="nobody", dbname="postgres", connect_timeout=2)
        except psycopg.OperationalError as answer:
            if "password" in str(answer):  # it asks who is there: it is ready
                return
        time.sleep(0.05)
    raise NoPostgres(f"the server did not answer within {START_SECONDS} seconds")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # fast: connections are cut, nothing is waited for
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
