"""Asking what an act is refused for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from congress.standards.errors import RuleViolation


def refusal_of(act: Callable[..., Any], /, *args: Any, **kwargs: Any) -> RuleViolation:
    """The violation an act raises; it says a sentence."""
    with pytest.raises(RuleViolation) as caught:
        act(*args, **kwargs)
    assert caught.value.message.endswith(("。", "）"))
    return caught.value
