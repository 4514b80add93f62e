"""A first look at the one rule."""

import pytest

from congress.platform.core.actors import Public, System
from congress.platform.core.ports import decide


@pytest.mark.django_db
def test_an_undeclared_permission_is_refused() -> None:
    assert not decide(Public("web"), "nobody.knows").allowed
    assert decide(System("core.scheduler"), "core.run_schedule").allowed
    assert not decide(System("another"), "core.run_schedule").allowed
