"""The door of upkeep: processes say that they live; health and self-check for whoever starts or watches the place."""

from congress.platform.upkeep.beats import Beat, beat, beats, end_beat
from congress.platform.upkeep.contracts import Finding, Health, Level
from congress.platform.upkeep.health import health
from congress.platform.upkeep.self_check import self_check

__all__ = ["Beat", "Finding", "Health", "Level", "beat", "beats", "end_beat", "health", "self_check"]
