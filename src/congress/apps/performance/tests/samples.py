"""The shipped samples as texts, for tests."""

from importlib.resources import files

_SAMPLES = files("congress.apps.performance") / "samples"
SELF_EVALUATION = (_SAMPLES / "yunchuan-2025-self-evaluation.txt").read_text("utf-8")
