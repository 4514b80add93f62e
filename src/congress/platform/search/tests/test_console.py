"""The command line of search."""

import pytest
from click.testing import CliRunner

from congress.platform.core.models import Job
from congress.platform.search.management import cli


@pytest.mark.django_db
def test_a_rebuild_is_queued_from_the_command_line() -> None:
    result = CliRunner().invoke(cli, ["rebuild"])
    assert result.exit_code == 0, result.output
    assert Job.objects.get(kind="search.rebuild").state == "queued"
    assert "已排队" in result.output


def test_its_help_speaks_both_languages() -> None:
    result = CliRunner().invoke(cli, ["rebuild", "--help"])
    assert "重建索引" in result.output
    assert "in the background" in result.output
