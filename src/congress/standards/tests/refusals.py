"""How tests ask for a refusal: by its code, and with a sentence a Chinese reader can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from congress.standards.errors import RuleViolation


@contextmanager
def refused(code: str) -> Iterator[None]:
    """Expect a violation with exactly this code, said in Chinese."""
    with pytest.raises(RuleViolation) as caught:
        yield
    assert caught.value.code == code
    assert re.search("[\u4e00-\u9fff]", caught.value.message)
    assert caught.value.message.endswith(("。", "）。"))


def refusal(act: Callable[[], object]) -> RuleViolation:
    """Return the violation that an act is refused with."""
    with pytest.raises(RuleViolation) as caught:
        act()
    return caught.value
