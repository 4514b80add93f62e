"""The password policy, each rule by cases."""

from pathlib import Path

import pytest

from congress.platform.identity import passwords
from congress.platform.identity.policy import POLICY_FILE, password_policy, read_policy
from congress.standards.errors import RuleViolation


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ab3-short", "identity.password_too_short"),
        ("A" * 64 + "b3-" * 30, "identity.password_too_long"),
        ("onlysmallletters", "identity.password_too_plain"),
        ("smalland1234567x", "identity.password_too_plain"),
        ("My-ChenWen-2071", "identity.password_holds_username"),
        ("Quiet-aaaa-Harbour7", "identity.password_has_run"),
        ("Quiet-1234-Harbour", "identity.password_has_run"),
        ("Quiet-4321-Harbour", "identity.password_has_run"),
    ],
)
def test_the_policy_refuses(password: str, code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        passwords.require_good(password, username="chenwen", field="new")
    assert refused.value.code == code
    assert refused.value.field == "new"


def test_a_common_password_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = password_policy()
    easy = type(policy)(
        **{**{name: getattr(policy, name) for name in policy.__slots__}, "classes": 1, "shortest": 4}
    )
    monkeypatch.setattr(passwords, "password_policy", lambda: easy)
    with pytest.raises(RuleViolation) as refused:
        passwords.require_good("iloveyou", username="chenwen")
    assert refused.value.code == "identity.password_common"


def test_an_earlier_password_is_refused_as_far_as_the_policy_looks_back() -> None:
    earlier = tuple(passwords.hashed(f"Quiet-Harbour-7{n}") for n in range(6))
    with pytest.raises(RuleViolation) as refused:
        passwords.require_good("Quiet-Harbour-74", username="chenwen", earlier=earlier)
    assert refused.value.code == "identity.password_reused"
    passwords.require_good("Quiet-Harbour-75", username="chenwen", earlier=earlier)  # the sixth is forgotten


def test_a_good_password_with_chinese_signs_is_taken() -> None:
    passwords.require_good("静港-Harbour-七二", username="chenwen")


def test_one_time_passwords_satisfy_the_classes_and_differ() -> None:
    made = {passwords.one_time_password() for _ in range(50)}
    assert len(made) == 50
    for each in made:
        assert len(each) == passwords.ONE_TIME_LENGTH
        assert not set(each) & set("0O1lIio")
        assert any(sign.isdigit() for sign in each)
        assert any(sign.isupper() for sign in each)
        assert any(sign.islower() for sign in each)


def test_a_typed_password_that_is_too_long_is_never_hashed_in_full() -> None:
    stored = passwords.hashed("Quiet-Harbour-72")
    assert passwords.check("Quiet-Harbour-72", stored).is_right
    assert not passwords.check("x" * 5000, stored).is_right


def test_an_unknown_account_costs_a_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(passwords, "make_password", lambda typed: made.append(typed) or "hash")
    assert not passwords.check("anything", None).is_right
    assert made == ["anything"]


def test_an_outdated_hash_is_renewed(settings: object) -> None:
    settings.PASSWORD_HASHERS = [  # type: ignore[attr-defined]
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    from django.contrib.auth.hashers import make_password

    old = make_password("Quiet-Harbour-72", hasher="md5")
    checked = passwords.check("Quiet-Harbour-72", old)
    assert checked.is_right
    assert (checked.fresh_hash or "").startswith("scrypt")
    assert passwords.check("wrong", old).fresh_hash is None


def test_the_rules_are_said_in_words() -> None:
    words = passwords.rules_in_words()
    assert words[0] == "至少 10 个字符"
    assert len(words) == 5


def test_the_shipped_policy_says_that_it_is_not_verified() -> None:
    policy = password_policy()
    assert not policy.verified
    assert policy.max_age is None


def test_pauses_double_up_to_the_longest() -> None:
    patience = password_policy().patience["name"]
    seconds = [int(patience.pause_after(n).total_seconds()) for n in range(4, 13)]
    assert seconds == [0, 0, 60, 120, 240, 480, 900, 900, 900]
    assert patience.pause_after(10**9).total_seconds() == 900


def test_a_policy_file_may_set_an_age_and_must_not_be_misspelt(tmp_path: Path) -> None:
    text = POLICY_FILE.read_text("utf-8")
    dated = tmp_path / "dated.yaml"
    dated.write_text(text.replace("max_age_days: null", "max_age_days: 90"), "utf-8")
    assert read_policy(dated).max_age is not None
    for wrong in (
        text + "\nlongst: 3\n",
        text + "  other: 3\n",
        text.replace("free: 30", "free: 30\n    fre: 1"),
    ):
        dated.write_text(wrong, "utf-8")
        with pytest.raises(RuleViolation):
            read_policy(dated)
