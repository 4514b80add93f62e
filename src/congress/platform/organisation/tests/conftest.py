"""Fixtures of organisation's tests."""

from __future__ import annotations

from datetime import datetime

import pytest

from congress.platform.organisation.tests.worlds import Tree, small_tree


@pytest.fixture
def tree(db: None, at: datetime) -> Tree:
    """A small tree built through commands."""
    return small_tree(at)
