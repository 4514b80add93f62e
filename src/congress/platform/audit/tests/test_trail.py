"""Writing the trail: every act leaves a row that both databases give back as it was."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congress.platform.audit.leaves import canonical, chosen_algorithm, digest, leaf_of
from congress.platform.audit.models import AuditRow
from congress.platform.core.subjects import Subject

Write = Callable[..., list[AuditRow]]
THING = UUID("0193454f-0000-7000-8000-000000000001")


def test_a_row_comes_back_with_the_digest_it_was_written_with(write: Write) -> None:
    (row,) = write(
        subject=Subject("audit.row", THING, "某表"), rows=3, names=["甲", "乙"], more={"b": 1, "a": None}
    )
    assert leaf_of(row) == row.leaf
    assert (row.object_title, row.detail["names"]) == ("某表", ["甲", "乙"])
    assert str(row) == "audit.start_verification done"


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(title=st.text(max_size=400), note=st.text(max_size=100), number=st.integers(-(2**80), 2**80))
def test_whatever_stands_in_a_title_or_note_is_kept_and_verifiable(
    title: str, note: str, number: int, write: Write
) -> None:
    (row,) = write(subject=Subject("audit.row", THING, title), note=note, number=number)
    assert leaf_of(row) == row.leaf
    assert len(row.object_title) <= 300


def test_what_a_database_cannot_keep_becomes_a_sign(write: Write) -> None:
    (row,) = write(subject=Subject("audit.row", THING, "a\x00b\ud800c"), note="x\x00y", **{"k\x00": 1})
    assert row.object_title == "a\ufffdb\ufffdc"
    assert row.detail == {"note": "x\ufffdy", "k\ufffd": 1}


def test_an_address_too_long_does_not_stop_the_act(write: Write) -> None:
    (row,) = write(address="f" * 80)
    assert row.address == "f" * 45


@pytest.mark.parametrize("value", [1.5, Decimal("1"), datetime(2026, 1, 1, tzinfo=UTC), THING, b"x"])
def test_detail_that_would_not_come_back_the_same_is_refused(write: Write, value: object) -> None:
    with pytest.raises(TypeError, match="cannot keep"):
        write(value=value)
    assert not AuditRow.objects.exists()


def test_the_digest_is_the_published_one_over_canonical_json() -> None:
    assert canonical({"b": 1, "a": "市"}) == '{"a":"市","b":1}'.encode()
    # "abc" in FIPS 180-4 and in GB/T 32905
    assert digest(b"abc", "sha256").startswith("ba7816bf8f01cfea414140de5dae2223")
    assert digest(b"abc", "sm3").startswith("66c7f0f462eeedd9d1f2d46bdc10e4e2")
    assert digest(b"abc", "md5") == ""


def test_a_place_may_choose_sm3(write: Write, settings: object) -> None:
    settings.AUDIT_DIGEST = "sm3"  # type: ignore[attr-defined]
    (row,) = write()
    assert row.algorithm == "sm3"
    assert leaf_of(row) == row.leaf


def test_a_digest_nobody_knows_is_refused(write: Write, settings: object) -> None:
    settings.AUDIT_DIGEST = "md5"  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="sha256, sm3"):
        chosen_algorithm()
