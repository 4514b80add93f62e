"""Shared fixtures: a fresh data folder, a guarded database, no network beyond this machine."""

pytest_plugins = ["tests.support.fixtures", "tests.support.left_out"]
