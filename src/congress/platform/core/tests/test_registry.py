"""The register of manifests: what is declared, by whom, switched on or off, and what is wrong between them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from congress.platform.core import registry
from congress.platform.core.checks import manifests_agree
from congress.platform.core.manifest import (
    CardContent,
    HomeCard,
    JobKind,
    Manifest,
    MenuEntry,
    Permission,
    RoleTemplate,
    Schedule,
    SubjectKind,
)
from congress.platform.core.models import Switch
from congress.platform.core.tests import ground as g
from congress.platform.core.tests.conftest import Plant, arranging


@pytest.fixture
def other() -> Iterator[list[Manifest]]:
    """Manifests to take out again."""
    planted: list[Manifest] = []
    yield planted
    for each in planted:
        registry.unregister(each.name)


def test_two_modules_cannot_have_one_name(plant: Plant) -> None:
    manifest = plant()
    registry.register(manifest)
    with pytest.raises(registry.BrokenManifest, match="two manifests"):
        registry.register(Manifest("ground", "另一个"))
    assert registry.manifest("ground") is manifest


def test_what_is_declared_is_found_by_its_code(plant: Plant) -> None:
    subject = SubjectKind("ground.thing", "物", lambda actor, ids: {})
    plant(subjects=(subject,), command_words={"ground.open": "开设"})
    assert registry.permissions()[g.ACT].title == "试验"
    assert registry.job_kinds()["ground.nothing"].run is g.do_nothing
    assert registry.subject_kinds()["ground.thing"] is subject
    assert registry.command_words()["ground.open"] == "开设"
    assert registry.owner_of("ground.open") == "ground"


def test_nothing_is_declared_twice(plant: Plant, other: list[Manifest]) -> None:
    plant()
    registry.register(Manifest("second", "二", permissions=(Permission(g.ACT, "又"),)))
    other.append(registry.manifest("second"))
    with pytest.raises(registry.BrokenManifest, match="declared twice"):
        registry.permissions()


@pytest.mark.django_db
def test_a_switch_turns_an_app_off_and_on_and_no_row_means_the_default(
    plant: Plant, other: list[Manifest]
) -> None:
    plant(schedules=(g.every_minute(),))
    for manifest in (
        Manifest("asleep", "睡", switchable=True, on_by_default=False),
        Manifest("fixed", "固定"),
    ):
        registry.register(manifest)
        other.append(manifest)
    with arranging():
        Switch(app="fixed", is_on=False).save()
    assert registry.switched_off() >= {"asleep"} and not {"ground", "fixed"} & registry.switched_off()
    assert "ground.every_minute" in registry.schedules()
    with arranging():
        Switch(app="ground", is_on=False).save()
        Switch(app="asleep", is_on=True).save()
    assert "ground" in registry.switched_off() and "asleep" not in registry.switched_off()
    assert "ground.every_minute" not in registry.schedules()
    assert registry.manifest("ground") not in registry.active()
    assert registry.manifest("ground") in registry.active(frozenset())


def test_faults_between_manifests_are_told(plant: Plant) -> None:
    assert registry.faults() == []
    plant(
        menu=(MenuEntry("ground.menu", "单", "url", "icon", "nobody.menu"),),
        cards=(HomeCard("ground.card", "卡", "nobody.card", lambda actor, at: CardContent()),),
        roles=(RoleTemplate("ground_role", "角色", ("nobody.role",)),),
        schedules=(Schedule("ground.s", "nobody.job"),),
        jobs=(JobKind("ground.nothing", "无事", g.do_nothing),),
    )
    faults = registry.faults()
    assert [each.rpartition(" is not")[0] for each in faults] == [
        "ground: permission nobody.menu",
        "ground: permission nobody.card",
        "ground: permission nobody.role",
        "ground: job nobody.job",
    ]
    assert [each.id for each in manifests_agree(None)] == ["core.E001"] * 4
