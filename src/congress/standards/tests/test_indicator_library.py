"""The indicators that come with the platform: complete, unverified and said so, refused when written wrongly."""

from __future__ import annotations

from congress.standards.indicators import indicator_levels
from congress.standards.indicators.indicator_library import library_from_fields, seed_library
from congress.standards.tests.refusals import refused
from congress.standards.yaml_files import read_yaml_text

LIBRARY = """
version: "1"
source: 自编
verified: false
indicators:
  - {code: one, level: output.quantity, name: 甲, target: ≥N次, unit: 次, explanation: 解释, data_source: 台账, evidence: 纪要}
"""


def test_every_indicator_stands_at_a_level_2_heading_and_none_is_called_verified() -> None:
    library = seed_library()
    levels = indicator_levels()
    assert len(library.indicators) >= 40
    assert {levels[each.level].depth for each in library.indicators} == {2}
    assert not library.verified and library.source and library.version


def test_a_library_written_wrongly() -> None:
    def read(text: str) -> None:
        library_from_fields(read_yaml_text(text, place="指标库"), levels=indicator_levels())

    read(LIBRARY)
    read(LIBRARY.replace("unit: 次, ", ""))
    with refused("standards.bad_field"):
        read(LIBRARY.replace("output.quantity", "nothing"))
    with refused("standards.bad_field"):
        read(LIBRARY + LIBRARY.rpartition("indicators:\n")[2])
