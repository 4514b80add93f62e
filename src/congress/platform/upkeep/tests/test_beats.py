"""Signs of life: written seldom, read by name, never in the way."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from congress.platform.upkeep.api import beat, beats, end_beat


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]


def test_a_process_leaves_its_last_sign_of_life(at: datetime) -> None:
    beat(process="worker", at=at)
    beat(process="ticker", at=at + timedelta(seconds=1))
    beat(process="worker", at=at + timedelta(seconds=2))
    assert [(each.process, each.at) for each in beats()] == [
        ("ticker", at + timedelta(seconds=1)),
        ("worker", at + timedelta(seconds=2)),
    ]
    assert all(each.pid > 0 for each in beats())


def test_signs_within_a_second_are_written_once(at: datetime, tmp_path: Path) -> None:
    beat(process="worker", at=at)
    beat(process="worker", at=at + timedelta(milliseconds=400))
    assert beats()[0].at == at


def test_a_clock_set_back_is_followed(at: datetime) -> None:
    beat(process="worker", at=at)
    beat(process="worker", at=at - timedelta(hours=1))
    assert beats()[0].at == at - timedelta(hours=1)


def test_a_sign_that_was_swept_away_is_written_again(at: datetime, tmp_path: Path) -> None:
    beat(process="worker", at=at)
    (tmp_path / "tmp" / "beats" / "worker.json").unlink()
    beat(process="worker", at=at + timedelta(milliseconds=400))
    assert len(beats()) == 1


def test_an_orderly_stop_takes_the_sign_back(at: datetime) -> None:
    beat(process="worker", at=at)
    end_beat(process="worker")
    assert beats() == []
    end_beat(process="worker")


def test_a_broken_sign_counts_as_none(at: datetime, tmp_path: Path) -> None:
    beat(process="worker", at=at)
    (tmp_path / "tmp" / "beats" / "ticker.json").write_text("{")
    (tmp_path / "tmp" / "beats" / "web.json").write_text('{"pid": 1}')
    assert [each.process for each in beats()] == ["worker"]


@pytest.mark.parametrize("name", ["", "Worker", "../worker", "a b", "x" * 41])
def test_only_plain_names_are_taken(name: str, at: datetime) -> None:
    with pytest.raises(ValueError):
        beat(process=name, at=at)
