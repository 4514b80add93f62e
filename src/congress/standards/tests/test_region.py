"""Region codes climb to the nation without inventing what lies between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.standards.tests.refusals import refused
from congress.standards.values.region import RegionCode, RegionLevel


def codes() -> st.SearchStrategy[RegionCode]:
    """Any well-formed code."""
    two = st.integers(min_value=1, max_value=99).map("{:02d}".format)
    three = st.integers(min_value=1, max_value=999).map("{:03d}".format)
    province = st.sampled_from(["11", "15", "42", "44", "46", "50", "65", "71", "81"])
    city = st.tuples(province, two).map("".join)
    county = st.tuples(city, two).map("".join)
    town = st.tuples(st.one_of(county, city.map(lambda code: code + "00")), three).map("".join)
    village = st.tuples(town, three).map("".join)
    return st.one_of(st.just("100000"), province, city, county, town, village).map(RegionCode.parse)


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("10", "100000", RegionLevel.NATION),
        ("100000000000", "100000", RegionLevel.NATION),
        ("44", "440000", RegionLevel.PROVINCE),
        ("4419", "441900", RegionLevel.CITY),
        ("４４１９００", "441900", RegionLevel.CITY),
        ("441900000", "441900", RegionLevel.CITY),
        ("440881", "440881", RegionLevel.COUNTY),
        ("441900101", "441900101", RegionLevel.TOWN),
        ("441900101000", "441900101", RegionLevel.TOWN),
        ("441900101001", "441900101001", RegionLevel.VILLAGE),
    ],
)
def test_reading(text: str, code: str, level: RegionLevel) -> None:
    region = RegionCode.parse(text)
    assert (str(region), region.level) == (code, level)


@pytest.mark.parametrize(
    ("code", "lineage"),
    [
        ("441900101", ["441900101", "441900", "440000", "100000"]),
        ("440881100", ["440881100", "440881", "440800", "440000", "100000"]),
        ("110101", ["110101", "110000", "100000"]),
        ("500228", ["500228", "500000", "100000"]),
        ("429004", ["429004", "420000", "100000"]),
        ("429004101", ["429004101", "429004", "420000", "100000"]),
        ("460400100", ["460400100", "460400", "460000", "100000"]),
        ("441900101001", ["441900101001", "441900101", "441900", "440000", "100000"]),
    ],
)
def test_climbing(code: str, lineage: list[str]) -> None:
    assert [region.code for region in RegionCode.parse(code).lineage] == lineage


def test_grouping_codes_govern_nothing() -> None:
    assert [
        code for code in ("110100", "500200", "429000", "441900", "110101") if RegionCode(code).is_grouping
    ] == [
        "110100",
        "500200",
        "429000",
    ]


def test_within() -> None:
    dongguan = RegionCode("441900")
    assert RegionCode("441900101").is_within(dongguan)
    assert dongguan.is_within(dongguan)
    assert not RegionCode("442000101").is_within(dongguan)
    assert not RegionCode("440000").is_within(dongguan)


@given(codes())
def test_every_ancestor_contains_the_region(region: RegionCode) -> None:
    assert all(region.is_within(above) for above in region.lineage)
    assert region.lineage[-1] == RegionCode.nation()
    assert RegionCode.nation().parent is None
    depths = [above.level.depth for above in region.lineage]
    assert depths == sorted(set(depths), reverse=True)


@given(codes(), st.sampled_from([6, 9, 12]))
def test_padding_is_read_back(region: RegionCode, width: int) -> None:
    if width >= len(region.code):
        assert RegionCode.parse(region.padded(width)) == region
    else:
        with pytest.raises(ValueError, match="digits"):
            region.padded(width)


def test_padding_to_odd_widths() -> None:
    with pytest.raises(ValueError, match="digits"):
        RegionCode("441900").padded(8)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "region.blank"),
        ("4419001", "region.bad_length"),
        ("东莞", "region.bad_length"),
        ("441900.0", "region.bad_length"),
        ("٤٤١٩٠٠", "region.bad_length"),
        ("101000", "region.no_such_province"),
        ("904400", "region.no_such_province"),
        ("400000", "region.no_such_province"),
        ("440001", "region.gap"),
        ("440000101", "region.gap"),
        ("440000000001", "region.gap"),
        ("441900000001", "region.gap"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    with refused(code):
        RegionCode.parse(text)


def test_only_the_canonical_form_exists() -> None:
    with pytest.raises(ValueError, match="canonical"):
        RegionCode("44")


def test_levels_have_names_and_ranks() -> None:
    assert [level.label for level in RegionLevel] == ["国家", "省级", "地级", "县级", "乡级", "村级"]
    assert RegionLevel.TOWN.depth > RegionLevel.CITY.depth
