"""What goes to the public as data fits the schema that is served with it, and says nothing of the house."""

from __future__ import annotations

from importlib.resources import files

import pytest

from congress.apps.performance.domain import Stage, assemble, read_disclosure
from congress.apps.performance.domain.json_schema import json_schema
from congress.apps.performance.domain.publication import public_data
from congress.apps.performance.tests.schemas import misfits
from congress.platform.documents.api import read_source

SAMPLES = files("congress.apps.performance") / "samples"
NAMES = sorted(each.name for each in SAMPLES.iterdir() if each.name.endswith(".txt"))


def data_of(name: str) -> dict[str, object]:
    source = read_source(content=(SAMPLES / name).read_bytes(), media_type="text/plain")
    reading = read_disclosure(source=source)
    return public_data(table=assemble(form=reading.form, cells=reading.cells), stage=Stage.ADJUSTED)


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_fits_the_schema(name: str) -> None:
    schema = json_schema()
    assert list(misfits(data_of(name), schema, schema)) == []


def test_the_schema_bites() -> None:
    schema = json_schema(address="https://example.test/schema.json")
    assert schema["$id"] == "https://example.test/schema.json"
    data = data_of(NAMES[0])
    wrong = [
        {**data, "raw": "x"},
        {**data, "year": "2026"},
        {**data, "stage": "somewhere"},
        {key: value for key, value in data.items() if key != "tasks"},
        {**data, "schema": "other/1"},
        {**data, "goals": [{"number": 1}]},
    ]
    assert all(list(misfits(each, schema, schema)) for each in wrong)


def test_the_stage_is_the_one_a_person_set() -> None:
    data = data_of(NAMES[0])
    assert data["stage"] == "adjusted"


def test_a_blank_cell_and_one_not_applicable_are_told_apart() -> None:
    data = data_of("yunchuan-2026-targets.txt")
    rows = [*data["indicators"], *data["empty_indicator_rows"]]  # type: ignore[misc]
    states = {row["cells"]["annual"]["state"] for row in rows if "annual" in row["cells"]}
    states |= {row["cells"]["annual_target"]["state"] for row in rows if "annual_target" in row["cells"]}
    assert {"value", "blank", "not_applicable"} <= states
