"""The reference pages say what the product says."""

import pytest

from tests.support.reference import FOLDER, pages


@pytest.mark.parametrize(
    "name",
    [
        "glossary.md",
        "commands.md",
        "permissions.md",
        "checks.md",
        "observations.md",
        "performance-table.schema.json",
    ],
)
def test_the_reference_is_current(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == pages()[name], f"docs/reference/{name} is old: python -m tests.support.reference"
