"""The architecture tests pass over a clean planted app, and each turns red on the fault it is there for."""

from __future__ import annotations

import pytest

from tests.architecture.sown import append, replace, sow
from tests.support.copies import Copy, copy_tree

pytestmark = pytest.mark.slow

LONG_FUNCTION = '\n\ndef endless() -> int:\n    """Too long."""\n' + "    x = 1\n" * 62 + "    return x\n"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the architecture tests say about a copy in which every fault was planted."""
    copy = copy_tree(tmp_path_factory.mktemp("faults"))
    sow(copy, "barley", "oats", "clover")
    _plant(copy)
    tests = [
        str(path.relative_to(copy.root))
        for path in sorted((copy.root / "tests/architecture").glob("test_*.py"))
    ]
    chosen = [path for path in tests if not path.endswith(("_bite.py", "test_removal.py"))]
    return copy.run("-m", "pytest", "-vv", "--tb=short", "-p", "no:cacheprovider", *chosen).stdout


def _plant(copy: Copy) -> None:
    app = "apps/barley"
    copy.plant(f"{app}/utils.py", '"""Anything."""\n')
    append(copy, f"{app}/domain.py", LONG_FUNCTION)
    append(copy, f"{app}/domain.py", "x = 1\n" * 500)
    append(copy, f"{app}/services.py", "\nfrom congress.platform.core import clock\n\nNOW = clock.now()\n")
    append(copy, f"{app}/services.py", "\n\ndef harvest(*, count: int) -> int:\n    return count\n")
    replace(
        copy,
        f"{app}/models.py",
        "    count = models.IntegerField()\n",
        "    count = models.IntegerField()\n"
        "    price = models.DecimalField(max_digits=9, decimal_places=2)\n"
        '    neighbour = models.ForeignKey("oats.OatsSeed", on_delete=models.CASCADE)\n',
    )
    append(copy, f"{app}/models.py", '\n\nclass Bare(models.Model):\n    """Unguarded."""\n')
    replace(
        copy,
        f"{app}/manifest.py",
        "switchable=True,",
        "switchable=True,\n    command_words={},\n    menu=(WRONG,),",
    )
    replace(copy, f"{app}/manifest.py", '    command_words={"barley.sow": "sow"},\n', "")
    replace(
        copy,
        f"{app}/manifest.py",
        "MANIFEST =",
        "from congress.platform.core.manifest import MenuEntry\n\n"
        'WRONG = MenuEntry("barley.bed", "bed", "barley:nowhere", "flower", "barley.reap")\nMANIFEST =',
    )
    replace(copy, f"{app}/views.py", "@needs(BarleyPermission.SOW)\n", "")
    append(copy, f"{app}/api.py", "\nfrom congress.apps.barley.models import BarleySeed\n\n")
    append(copy, f"{app}/api.py", 'def seed() -> BarleySeed:\n    """One."""\n    return BarleySeed()\n')
    append(copy, f"{app}/api.py", '\n__all__ = ["BarleySeed", "scatter", "seed"]\n')
    replace(copy, f"{app}/tests/test_services.py", 'NAMED = "scatter"', 'NAMED = "nothing"')
    replace(copy, "apps/clover/views.py", "@needs(CloverPermission.SOW)\n", "@open_to_public\n")
    replace(copy, "apps/clover/views.py", "import needs", "import open_to_public")


CASES = [
    ("test_no_file_has_a_name_that_says_nothing", "apps/barley/utils.py"),
    ("test_files_stay_within_their_budget", "apps/barley/domain.py"),
    ("test_functions_stay_within_their_budget", "apps/barley/domain.py:endless"),
    ("test_nobody_below_the_views_reads_the_clock", "apps/barley/services.py"),
    ("test_every_model_stands_on_the_guarded_base", "barley.Bare"),
    ("test_every_field_has_a_data_class_and_no_class_names_a_field_that_is_not_there", "barley.BarleySeed"),
    ("test_every_model_says_whether_its_rows_may_change", "barley.Bare"),
    ("test_no_column_is_a_float_or_a_decimal", "barley.BarleySeed.price"),
    ("test_no_foreign_key_leads_from_one_app_into_another", "barley.BarleySeed.neighbour"),
    (
        "test_a_key_into_another_platform_module_leaves_no_trace_there_and_protects",
        "barley.BarleySeed.neighbour",
    ),
    (
        "test_every_public_function_of_services_is_a_command_or_in_the_platform_a_part",
        "barley.services.harvest",
    ),
    ("test_every_command_and_part_has_a_docstring", "barley.services.harvest"),
    ("test_every_command_has_chinese_words_for_the_audit_pages", "barley.sow"),
    ("test_every_command_and_part_of_services_is_named_by_a_test", "barley.services.scatter"),
    ("test_every_page_is_marked", "barley:bed"),
    ("test_the_public_pages_are_exactly_the_reviewed_ones", "clover:bed"),
    ("test_what_crosses_a_door_is_plain", "barley.api.seed"),
    ("test_no_door_offers_a_table", "barley.api.BarleySeed"),
    ("test_manifests_agree_with_each_other", "barley.reap"),
    ("test_every_menu_entry_leads_somewhere", "barley:nowhere"),
]


@pytest.mark.parametrize(("test", "culprit"), CASES)
def test_the_fault_is_seen(test: str, culprit: str, report: str) -> None:
    part = report.partition(f"_ {test} _")[2].partition("\n____")[0]
    assert culprit in part, report[-3000:]


def test_the_clean_app_is_not_accused(report: str) -> None:
    failures = report.partition("= FAILURES =")[2]
    accused = [
        line
        for line in failures.splitlines()
        if any(word in line for word in ("apps/oats", "'oats.", "'oats:"))
    ]
    assert accused == []
