"""Collecting, played: nine units, two of them late, one report returned; a contact fills on a telephone.

Scenario. Wang Min opens the board of her round: of nine units five have reported, one was taken over, one returned, two
are late. Liang Meiling of the human resources bureau, one of the two, gets her telephone out: she sees her own indicator and
nobody else's, types a word where a number belongs and is told so, photographs the evidence, fills the number and
reports. Zheng Zhiqiang of the finance bureau reads why his report came back, adds what was missing and reports again.
Wang Min takes Liang's answer over and downloads the evidence, numbered like the table. Nobody else sees any of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.browsing import DESK, PHONE, TABLET, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Person = Callable[[int], Visitor]
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)
HEX = "[0-9a-f-]{36}"


def path_of(visitor: Visitor) -> str:
    """Where a person is, without the place's address."""
    return visitor.page.url.removeprefix(visitor.served.address)


def board_of(host: Visitor) -> str:
    """Find the round of the demonstration place on the list; returns the path of its board."""
    host.open("/performance/rounds/")
    host.check_page()
    host.page.locator("main a", has_text="绩效指标完成情况填报").first.click()
    host.page.wait_for_url(re.compile(rf"/performance/rounds/{HEX}/$"))
    return path_of(host)


def own_part(contact: Visitor) -> str:
    """Find what one's unit has to fill, from the to-do list; returns the path."""
    contact.open("/todos/")
    contact.reads("绩效指标完成情况填报")
    contact.page.locator("main a", has_text="绩效指标完成情况填报").first.click()
    contact.page.wait_for_url(re.compile(rf"/performance/filling/{HEX}/$"))
    return path_of(contact)


def add_evidence(contact: Visitor, folder: Path, name: str) -> None:
    """Photograph the evidence of the first row; each picture has bytes of its own."""
    contact.page.locator(".fill-evidence a").first.click()
    contact.reads("添加材料")
    contact.check_page()
    picture = folder / name
    picture.write_bytes(PICTURE + name.encode())
    contact.page.set_input_files("input[type=file]", str(picture))
    contact.press("上传")
    contact.page.locator(".round-units", has_text=name).wait_for()
    contact.picture("evidence")
    contact.press("返回填报页")
    contact.page.locator(".fill-evidence", has_text="份").first.wait_for()


def test_nine_units_two_late_one_returned(person: Person, tmp_path: Path) -> None:
    host = person(DESK).sign_in("jingban")
    board = board_of(host)
    host.check_page()
    host.reads("逾期 3 天")
    assert host.page.locator("tbody tr").count() == 9
    assert host.page.locator("tbody tr", has_text="逾期 3 天").count() == 2
    assert host.page.locator("tbody tr", has_text="退回").count() == 1
    host.picture("board")

    contact = person(PHONE).sign_in("renshe")
    contact.check_page()
    part = own_part(contact)
    contact.check_page()
    assert contact.page.locator(".fill-row").count() == 1
    contact.picture("filling")
    contact.page.locator(".fill-row input").fill("很好")
    contact.page.get_by_role("button", name="保存", exact=True).click()
    contact.reads("有 1 行填写有误")
    assert contact.page.locator(".fill-row input").input_value() == "很好"
    contact.complaints.clear()  # the browser's own note on a refused form
    contact.check_page()
    contact.picture("filling-refused")
    contact.open(part)
    add_evidence(contact, tmp_path, "签到表照片.png")
    contact.page.locator(".fill-row input").fill("99%")
    contact.press("保存并报送")
    contact.reads("已经报送")
    contact.check_page()
    contact.picture("reported")

    returned = person(PHONE).sign_in("caizheng")
    other = own_part(returned)
    returned.reads("没有签到表")
    returned.check_page()
    add_evidence(returned, tmp_path, "补传的签到表.png")
    returned.page.locator("textarea[name=note]").fill("已补传签到表。")
    returned.press("保存并报送")
    returned.reads("已经报送")

    host.open(board)
    host.page.locator("tbody a", has_text="市人社局").click()
    host.reads("99%")
    host.check_page()
    host.picture("reported-part")
    host.press("采用这个单位的填报")
    host.page.wait_for_url(re.compile(rf"{board}$"))
    assert host.page.locator("tbody tr", has_text="市人社局").locator("text=已采用").count() == 1
    with host.page.expect_download() as archive:
        host.press("下载佐证材料")
    names = zipfile.ZipFile(archive.value.path()).namelist()
    assert any(re.fullmatch(r"2\.2\.2-代表建议办结率/01-签到表照片\.png", name) for name in names)
    assert "目录.xlsx" in names
    refuse_everybody_else(person, contact, board, part, other)


def refuse_everybody_else(person: Person, contact: Visitor, board: str, part: str, other: str) -> None:
    """Other units, another county's clerk, a colleague without the duty, and a stranger."""
    for who, paths in ((contact, (board, other)), (person(DESK).sign_in("wangjiang"), (board, part))):
        for path in paths:
            answer = who.open(path)
            assert answer is not None
            assert answer.status == 403
    nobody = person(PHONE)
    for path in (board, part):
        nobody.open(path)
        assert "/sign-in/" in nobody.page.url
        nobody.check_page()


@pytest.mark.parametrize("width", [DESK, TABLET, PHONE])
def test_a_round_is_opened_divided_and_sent(person: Person, own_document: Path, width: int) -> None:
    host = person(width).sign_in("jingban")
    host.open("/performance/import/")
    host.page.set_input_files("input[type=file]", str(own_document))
    host.press("开始导入")
    host.page.wait_for_url(re.compile(rf"/performance/tables/{HEX}/$"), timeout=90_000)
    host.press("组织填报")
    host.page.wait_for_url(re.compile(r"/rounds/new/$"))
    host.check_page()
    host.page.fill("input[name=title]", f"征集填报{width}")
    host.page.fill("input[name=due_on]", "2099-12-31")
    host.press("下一步")
    host.page.wait_for_url(re.compile(r"/division/$"))
    host.check_page()
    for unit in ("云川市财政局", "云川市人力资源和社会保障局"):
        host.page.get_by_label(unit, exact=True).check()
    host.press("增加所选单位")
    host.page.locator(".round-line select").first.wait_for()
    host.check_page()
    rows = host.page.locator(".round-line select")
    for place in range(rows.count()):
        rows.nth(place).select_option(label=("云川市财政局", "云川市人力资源和社会保障局")[place % 2])
    host.picture("division")
    host.press("保存分工")
    host.page.locator("text=没有分配单位").wait_for(state="detached")
    host.press("发出填报")
    host.reads("填报中")
    board_of_new = path_of(host).replace("division/", "")
    host.open(board_of_new)
    host.check_page()
    assert host.page.locator("tbody tr").count() == 2

    contact = person(width).sign_in("renshe")
    contact.open("/performance/filling/")
    contact.check_page()
    contact.page.locator("main a", has_text=f"征集填报{width}").first.click()
    contact.reads("报送前还缺")
    contact.check_page()
    contact.picture("filling")


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_next_year_is_written_on_last_years(person: Person, own_document: Path, width: int) -> None:
    clerk = person(width).sign_in("jingban")
    clerk.open("/performance/import/")
    clerk.page.set_input_files("input[type=file]", str(own_document))
    clerk.press("开始导入")
    clerk.page.wait_for_url(re.compile(rf"/performance/tables/{HEX}/$"), timeout=90_000)
    clerk.press("编制2027年的表")
    clerk.reads("左边是2026年的表") if width == DESK else clerk.page.wait_for_url(re.compile(rf"{HEX}/$"))
    clerk.reads("上年值，请核对")
    clerk.check_page()
    clerk.picture("next-year")
    clerk.press("从指标库添加")
    clerk.page.fill("#library-words", "备案审查率")
    clerk.press("查找")
    clerk.check_page()
    clerk.picture("library")
    clerk.press("加入表中")
    clerk.page.wait_for_url(re.compile(rf"/performance/tables/{HEX}/\?at="))
    clerk.reads("规范性文件备案审查率")
    clerk.check_page()
