"""The door of upkeep: processes say that they live."""

from congress.platform.upkeep.beats import Beat, beat, beats, end_beat

__all__ = ["Beat", "beat", "beats", "end_beat"]
