"""Codes of administrative regions (GB/T 2260 and the longer codes of towns and villages under them)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from congress.standards.errors import RuleViolation
from congress.standards.values.written import closed_up, shown

_WIDTHS = (2, 4, 6, 9, 12)
_NATION = "100000"
# 北京 天津 上海 重庆: their four-digit codes (1101 市辖区, 5002 县) only group districts; none is a city.
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
# In any province 90 groups the county-level places that report to the province itself (4290, 4690, 6590).
_DIRECT_COUNTIES = "90"


class RegionLevel(StrEnum):
    """The rank of a region; the values are the codes of the table of administrative levels."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"

    @property
    def label(self) -> str:
        """Name the level for the reader."""
        return _LABELS[self]

    @property
    def depth(self) -> int:
        """0 for the nation, growing downwards."""
        return list(RegionLevel).index(self)


_LABELS = {
    RegionLevel.NATION: "国家",
    RegionLevel.PROVINCE: "省级",
    RegionLevel.CITY: "地级",
    RegionLevel.COUNTY: "县级",
    RegionLevel.TOWN: "乡级",
    RegionLevel.VILLAGE: "村级",
}


@dataclass(frozen=True, order=True, slots=True)
class RegionCode:
    """A region in its shortest full form: six digits down to counties, nine for towns, twelve for villages.

    A code says where a region sits, not that it exists: names and validity are in the code table of
    regions. Nor is it a rank in law: that a city is not divided into districts shows in no digit.
    """

    code: str

    def __post_init__(self) -> None:
        """Refuse codes that are not in canonical form."""
        if self.code != _canonical(self.code):
            raise ValueError(f"not the canonical form of a region code: {self.code!r}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read 2, 4, 6, 9 or 12 digits; trailing zeros mean the whole of it: 441900000000 is 441900."""
        return cls(_canonical(closed_up(text)))

    @classmethod
    def nation(cls) -> Self:
        """The whole country, 100000."""
        return cls(_NATION)

    @property
    def level(self) -> RegionLevel:
        """The rank that the code's form shows."""
        if self.code == _NATION:
            return RegionLevel.NATION
        if len(self.code) == 12:
            return RegionLevel.VILLAGE
        if len(self.code) == 9:
            return RegionLevel.TOWN
        if self.code.endswith("0000"):
            return RegionLevel.PROVINCE
        return RegionLevel.CITY if self.code.endswith("00") else RegionLevel.COUNTY

    @property
    def is_grouping(self) -> bool:
        """Whether the code only groups regions in a list and governs nothing: 1101 市辖区, 4290, 6590."""
        return self.level is RegionLevel.CITY and (
            self.code[:2] in _MUNICIPALITIES or self.code[2:4] == _DIRECT_COUNTIES
        )

    @property
    def parent(self) -> RegionCode | None:
        """The region directly above, skipping what does not exist.

        A town of 东莞 (441900xxx) hangs directly under the city, a district of 北京 under the province.
        """
        match self.level:
            case RegionLevel.NATION:
                return None
            case RegionLevel.PROVINCE:
                return RegionCode(_NATION)
            case RegionLevel.CITY:
                return RegionCode(self.code[:2] + "0000")
            case RegionLevel.COUNTY:
                city = RegionCode(self.code[:4] + "00")
                return city.parent if city.is_grouping else city
            case RegionLevel.TOWN:
                return RegionCode(self.code[:6])
            case _:
                return RegionCode.parse(self.code[:9])

    @property
    def lineage(self) -> tuple[RegionCode, ...]:
        """The region itself, then everything above it up to the nation: the way rules are looked up."""
        above = self.parent
        return (self,) if above is None else (self, *above.lineage)

    def is_within(self, other: RegionCode) -> bool:
        """Whether this region is the other one or lies in it."""
        return self.code.startswith(other._stem)

    def padded(self, width: int) -> str:
        """The code filled with zeros to 6, 9 or 12 digits, as foreign systems want it."""
        if width < len(self.code) or width not in _WIDTHS:
            raise ValueError(f"{self.code} cannot be written with {width} digits")
        return self.code.ljust(width, "0")

    @property
    def _stem(self) -> str:
        """The digits that all regions inside share."""
        match self.level:
            case RegionLevel.NATION:
                return ""
            case RegionLevel.PROVINCE:
                return self.code[:2]
            case RegionLevel.CITY:
                return self.code[:4]
            case _:
                return self.code

    def __str__(self) -> str:
        """The digits."""
        return self.code


def _canonical(plain: str) -> str:
    if not plain:
        raise RuleViolation("region.blank", "行政区划代码没有填写。")
    if not re.fullmatch(r"[0-9]+", plain) or len(plain) not in _WIDTHS:
        raise RuleViolation(
            "region.bad_length",
            f"“{shown(plain)}”不是行政区划代码：应当是 2、4、6、9 或 12 位数字，例如东莞市 441900。",
        )
    if plain.ljust(6, "0")[:6] == _NATION and not plain[6:].strip("0"):
        return _NATION
    province, city, county = plain[:2], plain[2:4].ljust(2, "0"), plain[4:6].ljust(2, "0")
    town, village = plain[6:9], plain[9:12]
    # The first digit is the great area (华北 1 … 台湾 7, 港澳 8); of its round numbers only 50 is in use.
    if province[0] not in "12345678" or (province[1] == "0" and province != "50"):
        raise RuleViolation("region.no_such_province", f"没有以“{province}”开头的省级代码，请核对“{plain}”。")
    has_town, has_village = bool(town.strip("0")), bool(village.strip("0"))
    if city == "00" and (county != "00" or has_town or has_village):
        raise RuleViolation("region.gap", f"“{plain}”缺少地市段（第三、四位），请核对。")
    if has_village and not has_town:
        raise RuleViolation("region.gap", f"“{plain}”缺少乡镇段（第七至九位），请核对。")
    if has_village:
        return plain
    return plain[:9] if has_town else province + city + county
