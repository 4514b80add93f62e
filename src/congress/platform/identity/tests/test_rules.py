"""Names of accounts, by cases."""

import pytest

from congress.platform.identity.rules import display_name_of, username_of
from congress.standards.errors import RuleViolation


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" ChenWen ", "chenwen"), ("ｃｈｅｎ．ｗ", "chen.w"), ("陈文", "陈文"), ("a1_b-c.d", "a1_b-c.d")],
)
def test_usernames_are_kept_plain(typed: str, kept: str) -> None:
    assert username_of(typed) == kept


@pytest.mark.parametrize("typed", ["", "a", "-abc", "a b", "a" * 41, "chen@home"])
def test_what_cannot_be_a_username(typed: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        username_of(typed)
    assert (refused.value.code, refused.value.field) == ("identity.bad_username", "username")


def test_display_names() -> None:
    assert display_name_of(" 陈　文 ") == "陈 文"
    for typed in ("  ", "长" * 61):
        with pytest.raises(RuleViolation) as refused:
            display_name_of(typed)
        assert refused.value.field == "display_name"
