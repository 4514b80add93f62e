"""Pages of imports: sending, looking, confirming, giving up, and what is shown when things stop."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from congress.platform.core.guard import unguarded
from congress.platform.core.ids import new_id
from congress.platform.core.jobs import run_one
from congress.platform.core.models import Job
from congress.platform.organisation.domain.people_rows import PEOPLE
from congress.platform.organisation.models import Body, ImportPlan
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.tests.test_imports import TREE, body_row, person_row
from congress.platform.organisation.tests.test_pages import at, text_of
from congress.platform.organisation.tests.worlds import MANAGER, Tree, browser, table

pytestmark = pytest.mark.slow  # whole pages, with session and shell


@pytest.fixture
def manager(tree: Tree) -> Client:
    return browser(tree.somebody("manager", *MANAGER))


def sent(client: Client, tree: Tree, content: bytes, kind: str = "bodies", **values: Any) -> Any:
    file = SimpleUploadedFile("机构.xlsx", content)
    usual = {"kind": kind, "body": str(tree.ids["YC"]), "file": file}
    return client.post(at("new_import"), {**usual, **values})


def plan_of() -> ImportPlan:
    return ImportPlan.objects.defer("content").get()


def shown(client: Client) -> str:
    return text_of(client.get(at("import", plan_of().pk)))


def test_a_file_is_sent_checked_confirmed_and_in(tree: Tree, manager: Client) -> None:
    assert "机构空表" in text_of(manager.get(at("new_import"), {"kind": "people"}))
    response = sent(
        manager, tree, table(TREE, body_row("A"), body_row("CZ", "ZF", kind="政府部门", name="新名"))
    )
    plan = plan_of()
    assert response.headers["Location"] == at("import", plan.pk)
    assert "正在检查文件" in shown(manager)
    part = manager.get(at("import_part", plan.pk))
    assert "hx-get" in text_of(part)
    run_one()
    assert manager.get(at("import_part", plan.pk)).headers["HX-Redirect"] == at("import", plan.pk)
    page = shown(manager)
    for word in ("确认导入 2 行", "A机构", "新名", "云川市财政局", "事业单位 · 地级"):
        assert word in page
    confirmed = manager.post(at("start_import", plan.pk), {"version": plan_of().version})
    assert confirmed.status_code == 302
    assert "正在写入" in shown(manager)
    run_one()
    page = shown(manager)
    assert "已写入 2 行" in page
    assert Body.objects.filter(code="A").exists()
    assert manager.get(at("imports")).context["list"].total == 1
    assert "成批导入" in text_of(manager.get(at("body", Body.objects.get(code="A").pk)))


def test_faults_are_shown_and_go_out_as_a_file(tree: Tree, manager: Client) -> None:
    rows = [body_row(f"A{n}", "GONE") for n in range(201)]
    sent(manager, tree, table(TREE, body_row("OK"), *rows))
    run_one()
    page = shown(manager)
    assert "只导入没有问题的 1 行" in page
    assert "还有 1 处没有列出" in page
    assert manager.get(at("import_faults", plan_of().pk)).content.startswith(b"PK")


def test_a_file_with_nothing_new_needs_no_import(tree: Tree, manager: Client) -> None:
    sent(manager, tree, table(TREE, body_row("CZ", "ZF", kind="政府部门", name="云川市财政局")))
    run_one()
    assert "完全一致" in shown(manager)
    refused = manager.post(at("start_import", plan_of().pk), {"version": 2})
    assert refused.status_code == 422
    assert "没有需要导入的行" in text_of(refused)


def test_a_file_with_faults_only_is_to_be_mended(tree: Tree, manager: Client) -> None:
    sent(manager, tree, table(TREE, body_row("A", "GONE")))
    run_one()
    assert "没有可以导入的行" in shown(manager)


def test_telephones_are_masked_in_the_preview(tree: Tree, manager: Client) -> None:
    tree.term()
    many = [person_row(f"人{n}", phone=f"139{n:08d}") for n in range(55)]
    deputy = person_row("陈明", phone="13800138000", gender="女", electing_unit="第一选区")
    sent(manager, tree, table(PEOPLE, deputy, person_row("李四"), *many), "people")
    run_one()
    page = shown(manager)
    assert "女 · 138****8000 · 代表：第一选区" in page
    assert "13800138000" not in page
    assert "还有 7 行新增没有列出" in page


def test_many_changes_are_not_all_listed(tree: Tree, manager: Client) -> None:
    for number in range(52):
        tree.body(f"A{number}", "YC")
    sent(manager, tree, table(TREE, *(body_row(f"A{n}", name=f"新名{n}") for n in range(52))))
    run_one()
    assert "还有 2 行修改没有列出" in shown(manager)


def test_an_unreadable_file_says_so(tree: Tree, manager: Client) -> None:
    sent(manager, tree, b"PK no")
    run_one()
    assert "这个文件读不了" in shown(manager)


def test_columns_left_out_and_too_many_faults_are_told(tree: Tree, manager: Client) -> None:
    sent(manager, tree, table(TREE, body_row("A")))
    run_one()
    with unguarded("fixtures"):
        ImportPlan.objects.update(ignored_columns=["星座"], message="问题太多，只列出前 2000 处。")
    page = shown(manager)
    assert "星座" in page
    assert "前 2000 处" in page


def test_what_is_refused_at_the_door(tree: Tree, manager: Client) -> None:
    empty = sent(manager, tree, b"")
    assert empty.context["form"].errors["file"]
    large = sent(manager, tree, b"x" * (8 * 1024**2 + 1))
    assert "超过 8 MB" in text_of(large)
    assert sent(manager, tree, b"x", kind="cars").status_code == 422
    assert sent(manager, tree, b"x", body=str(new_id())).status_code == 422
    assert not ImportPlan.objects.exists()


def test_a_body_closed_meanwhile_is_told(
    tree: Tree, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from congress.platform.organisation.views import importing
    from congress.standards.errors import RuleViolation

    def refuse(**args: Any) -> None:
        raise RuleViolation("organisation.body_closed", "已停用，不能再办理。")

    monkeypatch.setattr(importing.services, "receive_file", refuse)
    response = sent(manager, tree, b"x")
    assert response.context["form"].non_field_errors() == ["已停用，不能再办理。"]


def test_an_import_is_given_up_from_its_page(tree: Tree, manager: Client) -> None:
    sent(manager, tree, table(TREE, body_row("A")))
    run_one()
    manager.post(at("drop_import", plan_of().pk), {"version": plan_of().version})
    assert "正在放弃" in shown(manager)
    run_one()
    assert "没有改动任何内容" in shown(manager)
    assert manager.post(at("drop_import", plan_of().pk), {}).status_code == 422


def test_an_import_whose_worker_gave_up_offers_to_go_on(tree: Tree, manager: Client) -> None:
    sent(manager, tree, table(TREE, body_row("A")))
    run_one()
    manager.post(at("start_import", plan_of().pk), {"version": plan_of().version})
    with unguarded("fixtures"):
        Job.objects.filter(pk=plan_of().job).update(state="failed", message="多次尝试后仍未能完成。")
    page = shown(manager)
    assert "多次尝试后仍未能完成" in page
    assert "接着做完" in page
    assert "HX-Redirect" in manager.get(at("import_part", plan_of().pk)).headers
    manager.post(at("start_import", plan_of().pk), {"version": plan_of().version})
    run_one()
    assert plan_of().state == "done"


def test_an_import_without_its_job_can_only_be_given_up(tree: Tree, manager: Client) -> None:
    tree.received("bodies", table(TREE, body_row("A")))
    page = shown(manager)
    assert "接着做完" not in page
    assert "放弃导入" in page


def test_only_who_may_import_sees_imports(tree: Tree, manager: Client) -> None:
    sent(manager, tree, table(TREE, body_row("A")))
    reader = browser(tree.somebody("reader", P.READ))
    assert reader.get(at("imports")).status_code == 403
    other = browser(tree.somebody("other", *MANAGER, body="T1"))
    assert other.get(at("imports")).context["list"].total == 0
    assert other.get(at("import", plan_of().pk)).status_code == 403
    assert other.post(at("start_import", plan_of().pk), {}).status_code == 403


def test_the_list_is_narrowed_by_what_was_imported(tree: Tree, manager: Client) -> None:
    tree.received("bodies", b"x")
    tree.received("people", b"x")
    assert manager.get(at("imports"), {"kind": "people"}).context["list"].total == 1


def test_blank_tables_are_handed_out(tree: Tree, manager: Client) -> None:
    for kind in ("bodies", "people"):
        assert manager.get(reverse("organisation:blank_table", args=[kind])).content.startswith(b"PK")
    assert manager.get(reverse("organisation:blank_table", args=["cars"])).status_code == 404


def test_who_may_import_nowhere_is_told(tree: Tree) -> None:
    from congress.platform.organisation.services import close_body
    from congress.platform.organisation.tests.worlds import CONSOLE

    close_body(actor=CONSOLE, at=tree.at, target=tree.ids["CZ"], version=1, last_day=date(2026, 1, 1))
    client = browser(tree.somebody("m", *MANAGER, body="CZ"))
    assert "您还没有可以导入的机构" in text_of(client.get(at("new_import")))
