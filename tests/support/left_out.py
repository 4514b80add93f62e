"""What a run leaves out is listed at its end; where everything is required (`RENDA_REQUIRE_ALL=1`), it is a failure.

Two kinds of skip are no fault of the machine's and stay skips everywhere: the real published documents, which do not
belong to the repository (their reason names RENDA_SHARED), and tests that are about one of the two databases (their
reason begins with “only on”).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from typing import Any

import pytest

REQUIRE_ALL = os.environ.get("RENDA_REQUIRE_ALL", "") == "1"


def may_be_left_out(reason: str) -> bool:
    """Whether a skip for this reason is right on every machine."""
    return "RENDA_SHARED" in reason or reason.removeprefix("Skipped: ").startswith("only on")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: Any
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where everything is required."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = _reason(report)
        if not may_be_left_out(reason):
            report.outcome = "failed"
            report.longrepr = f"left out although everything is required here (RENDA_REQUIRE_ALL=1): {reason}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """List what was left out, each reason once."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        terminalreporter.section("left out in this run")
        for reason, times in sorted(reasons.items()):
            terminalreporter.write_line(f"{times:5d} tests: {reason.removeprefix('Skipped: ')}")


def _reason(report: Any) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)
