"""The indicators that come with the platform (指标库): a beginning for whoever writes next year's targets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from congress.standards.indicators.levels import LevelTree, indicator_levels
from congress.standards.yaml_files import Fields, read_yaml

_FILE = Path(__file__).with_name("indicator_library.yaml")


@dataclass(frozen=True, slots=True)
class SeedIndicator:
    """One indicator to begin with. `target` is a pattern in which N is to be filled in; `level` a code of the tree."""

    code: str
    level: str
    name: str
    target: str
    unit: str
    explanation: str
    data_source: str
    evidence: str


@dataclass(frozen=True, slots=True)
class SeedLibrary:
    """All of them, with where they come from and whether anybody has verified that."""

    version: str
    source: str
    verified: bool
    indicators: tuple[SeedIndicator, ...]


@cache
def seed_library() -> SeedLibrary:
    """Return the indicators of `indicator_library.yaml`."""
    return library_from_fields(read_yaml(_FILE), levels=indicator_levels())


def library_from_fields(fields: Fields, *, levels: LevelTree) -> SeedLibrary:
    """Read a library. A code used twice and a level that is not in the tree are refused in Chinese."""
    library = SeedLibrary(
        version=fields.text("version"),
        source=fields.text("source"),
        verified=fields.flag("verified"),
        indicators=tuple(_indicator(part, levels) for part in fields.parts("indicators")),
    )
    fields.finish()
    codes: set[str] = set()
    for each in library.indicators:
        if each.code in codes:
            raise fields.refuse("indicators", f"指标编码“{each.code}”出现了两次，请改正其中一个")
        codes.add(each.code)
    return library


def _indicator(part: Fields, levels: LevelTree) -> SeedIndicator:
    level = part.text("level")
    try:
        levels[level]
    except KeyError:
        raise part.refuse("level", f"没有编码为“{level}”的指标层级") from None
    made = SeedIndicator(
        code=part.text("code"),
        level=level,
        name=part.text("name"),
        target=part.text("target"),
        unit=part.text_or_none("unit") or "",
        explanation=part.text("explanation"),
        data_source=part.text("data_source"),
        evidence=part.text("evidence"),
    )
    part.finish()
    return made
