"""UUIDv7 made here are ordered and of the right kind."""

from congress.platform.core.ids import new_id, random_id


def test_ids_tell_their_version_and_come_in_order() -> None:
    ids = [new_id() for _ in range(1000)]
    assert {each.version for each in ids} == {7}
    assert [each.int >> 64 for each in ids] == sorted(each.int >> 64 for each in ids)


def test_random_ids_are_version_four() -> None:
    assert random_id().version == 4
