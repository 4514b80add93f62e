"""The tools of `make test` and `make check` themselves: they see what they are there to see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.support import licences, locks
from tests.support.check import Step, judge
from tests.support.coverage_gate import gaps
from tests.support.left_out import may_be_left_out
from tests.support.postgres import NoPostgres, running_postgres, server_folder


@pytest.mark.parametrize(
    ("stated", "is_allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND OFL-1.1", True),
        ("Apache Software License; MIT License", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0", False),
        ("LGPL-3.0-only", False),
        ("none stated", False),
    ],
)
def test_a_licence_is_judged_by_all_its_parts(stated: str, is_allowed: bool) -> None:
    assert (licences._judge("anything", stated) == []) is is_allowed


def test_a_named_exception_holds_for_its_package_only() -> None:
    assert licences._judge("psycopg", "LGPL-3.0-only") == []


def test_the_locks_are_in_order() -> None:
    assert locks.faults() == []


def test_a_lock_with_an_address_or_without_a_hash_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/run.txt").write_text("one==1\n--index-url https://example.org\n")
    (tmp_path / "requirements/dev.txt").write_text("one==2 \\\n    --hash=sha256:00\n")
    packages = {"": {}, "node_modules/a": {"resolved": "https://example.org/a.tgz"}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}))
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    assert [fault.partition(":")[0] + ":" + fault.partition(":")[2][:14] for fault in locks.faults()] == [
        "one: 1 to run, 2 t",
        "run.txt: an address: -",
        "run.txt: one has no ha",
        "package-lock.json: node_modules/",
        "package-lock.json: node_modules/",
    ]


def test_the_coverage_gate_names_lines_and_branches_of_what_must_be_complete(tmp_path: Path) -> None:
    whole = {"missing_lines": [], "missing_branches": []}
    partly = {"missing_lines": [7], "missing_branches": [[3, -1], [4, 9]]}
    files = {
        "src/congress/standards/values/money.py": partly,
        "src/congress/standards/errors.py": whole,
        "src/congress/platform/portal/services/pinning.py": partly,
        "src/congress/apps/performance/views/tables.py": partly,
    }
    report = tmp_path / "coverage.json"
    report.write_text(json.dumps({"files": files}))
    assert gaps(report) == [
        "src/congress/platform/portal/services/pinning.py: lines 7; branches 3→end, 4→9",
        "src/congress/standards/values/money.py: lines 7; branches 3→end, 4→9",
    ]


def test_a_judge_that_fails_is_a_failure_with_its_words(tmp_path: Path) -> None:
    verdict = judge(Step("wrong", (sys.executable, "-c", "print('why'); raise SystemExit(3)")), str(tmp_path))
    assert not verdict.is_good and verdict.output == "why\n"
    assert judge(Step("right", (sys.executable, "-c", "")), str(tmp_path)).is_good


@pytest.mark.parametrize(
    ("reason", "is_right"),
    [
        ("Skipped: set RENDA_SHARED", True),
        ("Skipped: only on PostgreSQL", True),
        ("Skipped: Chromium is not installed", False),
        ("no database server", False),
    ],
)
def test_two_reasons_to_leave_a_test_out_are_right_everywhere(reason: str, is_right: bool) -> None:
    assert may_be_left_out(reason) is is_right


@pytest.mark.slow
@pytest.mark.parametrize(("required", "line"), [("", "2 skipped"), ("1", "1 failed, 1 skipped")])
def test_what_is_left_out_is_listed_and_fails_where_everything_is_required(
    required: str, line: str, tmp_path: Path
) -> None:
    (tmp_path / "test_one.py").write_text(
        '"""Two skips."""\nimport pytest\n\n\ndef test_a():\n    pytest.skip("Chromium is not installed")\n\n\n'
        'def test_b():\n    pytest.skip("set RENDA_SHARED")\n'
    )
    root = Path(__file__).resolve().parents[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.support.left_out",
            "-p",
            "no:django",
            "-p",
            "no:cacheprovider",
            ".",
        ],
        cwd=tmp_path,
        env={**kept, "RENDA_REQUIRE_ALL": required, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert line in done.stdout, done.stdout + done.stderr
    assert "left out in this run" in done.stdout
    assert "1 tests: set RENDA_SHARED" in done.stdout


@pytest.mark.slow
@pytest.mark.server
def test_a_server_of_ones_own_answers_and_is_gone_afterwards() -> None:
    try:
        server_folder()
    except NoPostgres as reason:
        pytest.skip(str(reason))
    with running_postgres() as address:
        with psycopg.connect(address) as connection:
            (who,) = connection.execute("select current_user").fetchone() or ("",)
        assert who == "renda"
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)
