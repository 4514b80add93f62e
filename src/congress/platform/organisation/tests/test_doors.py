"""The door, the manifest, the demonstration and the command line."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from congress.platform.core.actors import System
from congress.platform.core.registry import subject_kinds
from congress.platform.organisation import api
from congress.platform.organisation.demonstration import build
from congress.platform.organisation.domain.people_rows import PEOPLE
from congress.platform.organisation.management import cli
from congress.platform.organisation.models import Body, Holding, ImportPlan, Mandate, Person, Post, Term
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.services import (
    add_mandate,
    appoint,
    close_body,
    create_post,
    start_import,
)
from congress.platform.organisation.tests.test_imports import TREE, body_row, person_row
from congress.platform.organisation.tests.worlds import CONSOLE, MANAGER, SINCE, Tree, table
from congress.platform.organisation.workbooks.exporting import tree_workbook

# --- api and manifest --------------------------------------------------------------------------------------------


def test_bodies_through_the_door(tree: Tree) -> None:
    root = api.root_body()
    assert root is not None
    assert (root.code, root.short_name, root.path) == ("YC", "云川市", "0001")
    assert api.body_infos(ids=[tree.ids["CZ"]])[tree.ids["CZ"]].short_name == "市财政局"
    found = api.body_by_code(code="CZ")
    assert found is not None
    assert found.id == tree.ids["CZ"]
    assert api.body_by_code(code="XX") is None


def test_choosing_a_body_follows_the_tree(tree: Tree) -> None:
    close_body(actor=CONSOLE, at=tree.at, target=tree.ids["JY"], version=1, last_day=date(2026, 1, 1))
    reader = tree.somebody("r", P.READ)
    offered = [each.code for each in api.bodies_for_choice(actor=reader, verb=P.READ)]
    assert offered == ["YC", "RD", "CWH", "ZF", "CZ", "T1", "T1-RD"]


def test_there_is_no_root_before_the_place_is_founded(db: None) -> None:
    assert api.root_body() is None


def test_an_account_finds_its_person(tree: Tree) -> None:
    account = tree.somebody("chen").account
    assert api.person_of_account(account=account) is None
    person = tree.person("陈明", "CZ", account=account)
    for order, title in ((2, "科长"), (1, "局长")):
        post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], title=title, order=order)
        appoint(actor=CONSOLE, at=tree.at, target=post, person=person, from_date=SINCE)
    info = api.person_of_account(account=account)
    assert info is not None
    assert (info.name, info.body_name, info.posts) == ("陈明", "市财政局", ("局长", "科长"))


def test_subjects_are_resolved_for_whoever_may_see_them(tree: Tree) -> None:
    term = tree.term()
    person = tree.person("陈明", "RD")
    post = create_post(actor=CONSOLE, at=tree.at, target=tree.ids["RD"], title="秘书长")
    holding = appoint(actor=CONSOLE, at=tree.at, target=post, person=person, from_date=SINCE)
    seat = add_mandate(
        actor=CONSOLE, at=tree.at, target=term, person=person, electing_unit="一", from_date=date(2022, 1, 10)
    )
    plan = tree.received("people", b"x")
    close_body(actor=CONSOLE, at=tree.at, target=tree.ids["JY"], version=1, last_day=date(2026, 1, 1))
    manager, nobody = tree.somebody("m", *MANAGER), tree.somebody("n")
    for kind, target, title, status in (
        ("body", tree.ids["JY"], "云川市教育局", "已停用"),
        ("body", tree.ids["CZ"], "云川市财政局", ""),
        ("person", person, "陈明", "在册"),
        ("post", post, "市人大秘书长", ""),
        ("holding", holding, "陈明 秘书长", ""),
        ("term", term, "市人大第七届", ""),
        ("mandate", seat, "陈明 第七届代表", "在任"),
        ("import", plan, "人员成批导入", "正在检查"),
    ):
        resolve = subject_kinds()[f"organisation.{kind}"].resolve
        (view,) = resolve(manager, [target]).values()
        assert (view.title, view.status) == (title, status)
        assert view.url.startswith("/organisation/")
        assert resolve(nobody, [target]) == {}


# --- the demonstration -------------------------------------------------------------------------------------------


@dataclass
class World:
    """What the demonstration is handed."""

    at: datetime
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    made: dict[str, Any] = field(default_factory=dict)


@pytest.mark.slow
def test_the_demonstration_is_real_in_size_and_trouble(db: None, at: datetime) -> None:
    world = World(at)
    build(world)
    assert Body.objects.count() > 150
    city = Mandate.objects.filter(term=world.made["YC-RD-7"])
    assert city.count() == 422
    towns = Term.objects.filter(congress__code__startswith="YC-T")
    assert towns.count() == 28
    for term in towns:
        assert 40 <= term.mandates.count() <= 70
    assert city.filter(state="suspended").count() == 3
    assert city.filter(state="ended").count() == 4
    assert Person.objects.filter(phone="").count() > 20
    assert Person.objects.filter(name="陈明华", body__code="YC-RD").count() >= 2
    assert Post.objects.count() - Holding.objects.filter(until_date__isnull=True).count() == 3
    assert Body.objects.get(code="YC-WS").is_closed
    assert Body.objects.get(code="YC-ZF12").name == "云川市生态环境局"
    for code in ("YC-BGS", "WJ-BGS", "WJ", "YC-T01", "YC-ZF"):
        assert world.made[code] == Body.objects.get(code=code).pk
    fresh = Tree(at, ids=world.made).checked("bodies", tree_workbook(actor=System("console")))
    assert (fresh.faults, fresh.new_count, fresh.changed_count) == ([], 0, 0)


# --- the command line --------------------------------------------------------------------------------------------


def call(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_the_tree_goes_out_and_comes_in_at_the_console(tree: Tree, tmp_path: Path) -> None:
    file = str(tmp_path / "树.xlsx")
    assert "tree written" in call("export", file).output
    done = call("import", file)
    assert (done.exit_code, "不变 unchanged 8" in done.output) == (0, True)
    assert ImportPlan.objects.get().state == "dropped"
    part = call("export", file, "--body", "ZF")
    assert part.exit_code == 0
    assert call("export", file, "--body", "XX").exit_code == 1
    assert call("export", file, "--blank", "people").exit_code == 0


def test_new_rows_come_in_at_the_console(tree: Tree, tmp_path: Path) -> None:
    file = tmp_path / "树.xlsx"
    file.write_bytes(table(TREE, body_row("A"), body_row("B", "A")))
    only = call("import", str(file), "--check")
    assert (only.exit_code, Body.objects.filter(code="A").exists()) == (0, False)
    done = call("import", str(file), "--body", "YC")
    assert done.exit_code == 0
    assert "已导入：2 行" in done.output
    assert Body.objects.get(code="B").parent == Body.objects.get(code="A")


def test_faulty_rows_end_with_a_failure(tree: Tree, tmp_path: Path) -> None:
    file = tmp_path / "树.xlsx"
    file.write_bytes(table(TREE, body_row("A"), *(body_row(f"B{n}", "GONE") for n in range(51))))
    refused = call("import", str(file))
    assert refused.exit_code == 1
    assert "第 3 行 上级编码" in refused.output
    assert "还有 1 处" in refused.output
    assert not Body.objects.filter(code="A").exists()
    skipped = call("import", str(file), "--skip-faulty")
    assert skipped.exit_code == 1
    assert Body.objects.filter(code="A").exists()


def test_persons_come_in_at_the_console(tree: Tree, tmp_path: Path) -> None:
    import io

    import xlsxwriter

    file = tmp_path / "人.xlsx"
    file.write_bytes(table(PEOPLE, person_row("陈明"), person_row("李四", "CZ")))
    assert call("import-people", str(file)).exit_code == 0
    assert Person.objects.count() == 2
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["机构编码", "姓名", "星座"])
    sheet.write_row(1, 0, ["RD", "王五", "天秤"])
    book.close()
    file.write_bytes(held.getvalue())
    assert "星座" in call("import-people", str(file)).output


def test_files_that_cannot_be_read_are_told(tree: Tree, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(b"no")
    assert "打不开" in call("import", str(file)).output
    file.write_bytes(b"")
    assert "空文件" in call("import-people", str(file)).output
    assert call("import", str(file), "--body", "XX").exit_code == 1


def test_an_empty_place_is_founded_by_an_import(db: None, tmp_path: Path) -> None:
    file = tmp_path / "树.xlsx"
    root = body_row("YC", name="云川市", kind="地方")
    root["parent_code"] = None
    assert "还没有机构树" in call("export", str(file)).output
    file.write_bytes(table(TREE, root, body_row("A"), body_row("B", "A")))
    assert "还没有机构树" in call("import", str(file), "--check").output
    assert "还没有机构树" in call("import-people", str(file)).output
    done = call("import", str(file))
    assert (done.exit_code, Body.objects.count()) == (0, 3)
    assert Body.objects.get(code="YC").parent is None


def test_a_place_has_one_root(db: None, tmp_path: Path) -> None:
    file = tmp_path / "树.xlsx"
    file.write_bytes(
        table(TREE, {**body_row("A"), "parent_code": None}, {**body_row("B"), "parent_code": None})
    )
    assert "正好有一行" in call("import", str(file)).output
    file.write_bytes(table(TREE, {**body_row("A", name=None), "parent_code": None}))
    assert "第 2 行" in call("import", str(file)).output


def test_an_import_that_broke_off_goes_on(tree: Tree) -> None:
    plan = tree.checked("bodies", table(TREE, body_row("A")))
    start_import(actor=CONSOLE, at=tree.at, target=plan.pk, by_job=False)
    assert call("resume", str(plan.pk)).exit_code == 0
    assert Body.objects.filter(code="A").exists()
    assert "不能开始" in call("resume", str(plan.pk)).output
    assert "没有这次导入" in call("resume", "00000000-0000-0000-0000-000000000001").output


def test_help_stands_in_both_languages() -> None:
    said = call("--help").output + call("import", "--help").output
    assert "机构" in said
    assert "Bring the tree in" in said
