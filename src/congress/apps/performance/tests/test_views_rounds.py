"""Pages of rounds: the office divides, sends, watches and takes over; a unit fills its own rows."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from congress.apps.performance.domain.rounds import Answer, RoundState, UnitState
from congress.apps.performance.models import Evidence, Round, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.services import fill_rows
from congress.apps.performance.tests.browsers import browser_of, text_of
from congress.apps.performance.tests.rounds_world import DUE, LATER, RoundWorld, round_world
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.drafts import save_draft

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from tests.support.place import SmallPlace


@pytest.fixture
def host(place: SmallPlace) -> Person:
    """The clerk who arranges rounds."""
    return place.person("host", P.READ, P.PREPARE, P.COLLECT, "organisation.read", body=place.city)


@pytest.fixture
def opened(place: SmallPlace, table: TargetTable, host: Person, clock_at: datetime) -> RoundWorld:
    """A round just opened."""
    return round_world(place=place, table=table, host=host, at=clock_at)


@pytest.fixture
def world(opened: RoundWorld) -> RoundWorld:
    """A round that was sent."""
    opened.send()
    return opened


@pytest.fixture
def office(host: Person) -> Client:
    """The office's browser."""
    return browser_of(host)


@pytest.fixture
def unit(world: RoundWorld) -> Client:
    """The browser of finance's contact."""
    return browser_of(world.contact)


def _file(text: str, name: str) -> io.BytesIO:
    stream = io.BytesIO(text.encode())
    stream.name = name
    return stream


def _values(world: RoundWorld, value: str, **more: Any) -> dict[str, Any]:
    part = world.finance
    row = world.rows(part)[0]
    return {"version": part.version, f"value_{row.pk}": value, f"note_{row.pk}": "", **more}


def test_from_a_table_to_a_round_that_was_sent(
    place: SmallPlace, table: TargetTable, host: Person, office: Client, clock_at: datetime
) -> None:
    place.person("contact", P.FILL, body=place.other_office)
    page = text_of(office.get(f"/performance/tables/{table.pk}/rounds/new/"))
    assert "组织填报" in page and "实际完成值" in page
    refused = office.post(f"/performance/tables/{table.pk}/rounds/new/", {"kind": "actuals", "title": ""})
    assert refused.status_code == 422
    past = {"kind": "actuals", "title": "填报", "due_on": "2026-01-01"}
    assert office.post(f"/performance/tables/{table.pk}/rounds/new/", past).status_code == 422
    made = office.post(
        f"/performance/tables/{table.pk}/rounds/new/", {"kind": "actuals", "title": "填报", "due_on": DUE}
    )
    row = Round.objects.get()
    assert made.headers["Location"] == f"/performance/rounds/{row.pk}/division/"
    base = f"/performance/rounds/{row.pk}"
    assert "还没有填报单位" in text_of(office.get(f"{base}/division/"))
    assert "还没有填报联系人" in text_of(office.post(f"{base}/invite/", {"units": [str(place.city)]}))
    assert office.post(f"{base}/invite/", {"units": [str(place.other_office)]}).status_code == 302
    part = row.units.get()
    early = office.post(f"{base}/send/", {"version": Round.objects.get().version})
    assert early.status_code == 422 and "没有填报单位" in text_of(early)
    given = {f"row_{each.pk}": str(part.pk) for each in row.rows.all()}
    stale = office.post(f"{base}/divide/", {"version": 99, **given})
    assert stale.status_code == 422 and "已有变化" in text_of(stale)
    wrong = office.post(f"{base}/divide/", {"version": 1, **dict.fromkeys(given, "x")})
    assert wrong.status_code == 422
    version = Round.objects.get().version
    assert office.post(f"{base}/divide/", {"version": version, **given}).status_code == 302
    assert office.post(f"{base}/send/", {"version": Round.objects.get().version}).status_code == 302
    assert "填报中" in text_of(office.get("/performance/rounds/"))
    again = office.post(
        f"{base}/divide/", {"version": Round.objects.get().version, **dict.fromkeys(given, "")}
    )
    assert "必须有填报单位" in text_of(again)


def test_a_unit_may_be_taken_out_before_sending(opened: RoundWorld, office: Client) -> None:
    base = f"/performance/rounds/{opened.round}"
    office.post(f"{base}/invite/", {"units": [str(opened.place.other_office)]})
    assert office.post(f"{base}/remove-unit/", {"unit": opened.finance.pk}).status_code == 302
    assert not opened.row.units.exists()
    assert office.post(f"{base}/remove-unit/", {"unit": "x"}).status_code == 422


def test_the_board_counts_and_says_who_is_late(world: RoundWorld, office: Client) -> None:
    world.report()
    clock.move_to(world.at + LATER)
    page = text_of(browser_of(world.host).get(f"/performance/rounds/{world.round}/"))
    assert "逾期 12 天" in page
    assert "已报" in page and "contact" in page


def test_the_board_asks_a_fixed_number_of_queries(
    world: RoundWorld, office: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(45):
        office.get(f"/performance/rounds/{world.round}/")


def test_urging_extending_returning_taking_over_and_closing(world: RoundWorld, office: Client) -> None:
    base = f"/performance/rounds/{world.round}"
    assert office.post(f"{base}/urge/").status_code == 302
    again = office.post(f"{base}/urge/")
    assert again.status_code == 422 and "今天已经催过" in text_of(again)
    assert office.post(f"{base}/extend/", {"due_on": "2026-03-25"}).status_code == 302
    bad = office.post(f"{base}/extend/", {"due_on": "2026-03-05"})
    assert bad.status_code == 422 and "2026-03-05" in text_of(bad)
    assert office.post(f"{base}/extend/", {}).status_code == 422
    world.report()
    page = text_of(office.get(f"{base}/units/{world.finance.pk}/"))
    assert "采用这个单位的填报" in page and "2次" in page and "材料随后补" in page
    part = {"unit": world.finance.pk, "version": world.row.version}
    blank = office.post(f"{base}/return/", {**part, "reason": ""})
    assert blank.status_code == 422
    assert office.post(f"{base}/return/", {**part, "reason": "缺材料"}).status_code == 302
    assert "缺材料" in text_of(office.get(f"{base}/units/{world.finance.pk}/"))
    early = office.post(f"{base}/adopt/", part)
    assert early.status_code == 422 and "只有已报的" in text_of(early)
    world.report()
    assert office.post(f"{base}/adopt/", {"unit": world.finance.pk, "version": 99}).status_code == 422
    assert "采用所有已报单位" in text_of(office.get(f"{base}/"))
    assert office.post(f"{base}/adopt/", {"version": world.row.version}).status_code == 302
    assert world.finance.stands_at is UnitState.ADOPTED
    assert office.post(f"{base}/close/", {"version": world.row.version}).status_code == 302
    assert world.row.stands_at is RoundState.CLOSED
    assert "已结束" in text_of(office.get(f"{base}/"))


def test_another_contact_is_named_on_the_units_page(world: RoundWorld, office: Client) -> None:
    second = world.place.person("second", P.FILL, body=world.place.other_office)
    base = f"/performance/rounds/{world.round}"
    assert "更换联系人" in text_of(office.get(f"{base}/units/{world.finance.pk}/"))
    given = {"unit": world.finance.pk, "contact": second.account}
    assert office.post(f"{base}/contact/", given).status_code == 302
    assert world.finance.contact == second.account
    wrong = office.post(f"{base}/contact/", {**given, "contact": world.host.account})
    assert wrong.status_code == 422 and "没有该单位的填报权限" in text_of(wrong)
    assert office.post(f"{base}/contact/", {"unit": "x"}).status_code == 422


def test_strangers_and_other_units_see_nothing(world: RoundWorld, client: Client, unit: Client) -> None:
    base, part = f"/performance/rounds/{world.round}", world.finance
    other = browser_of(world.own_contact)
    for address in (f"{base}/", f"{base}/division/", f"{base}/evidence.zip", "/performance/rounds/"):
        assert client.get(address).status_code == 302
        assert unit.get(address).status_code == 403
    for address in ("", "sheet.xlsx", "sheet/", "data.json", f"rows/{world.rows(part)[0].pk}/"):
        assert client.get(f"/performance/filling/{part.pk}/{address}").status_code == 302
        assert other.get(f"/performance/filling/{part.pk}/{address}").status_code == 403
    assert other.post(f"/performance/filling/{part.pk}/", _values(world, "9次")).status_code == 403
    assert "代表满意度" not in text_of(unit.get(f"/performance/filling/{part.pk}/"))
    assert "代表满意度" not in text_of(unit.get(f"/performance/filling/{part.pk}/data.json"))
    assert unit.get(f"/performance/tables/{world.table.pk}/").status_code == 403


def test_an_office_of_another_body_sees_no_round(world: RoundWorld) -> None:
    foreign = world.place.person("foreign-host", P.COLLECT, body=world.place.other_office)
    assert browser_of(foreign).get(f"/performance/rounds/{world.round}/").status_code == 403


def test_a_unit_fills_and_reports(world: RoundWorld, unit: Client) -> None:
    address = f"/performance/filling/{world.finance.pk}/"
    assert world.row.title in text_of(unit.get("/performance/filling/"))
    assert "报送前还缺 1 处" in text_of(unit.get(address))
    wrong = unit.post(address, _values(world, "很多次"))
    assert wrong.status_code == 422 and "只填一个实际数" in text_of(wrong) and "很多次" in text_of(wrong)
    assert unit.post(address, _values(world, "字" * 300)).status_code == 422
    assert unit.post(address, _values(world, "2次")).status_code == 302
    missing = unit.post(address, _values(world, "2次", report="1"))
    assert missing.status_code == 422 and "没有佐证材料" in text_of(missing)
    reported = unit.post(address, _values(world, "2次", report="1", note="材料随后补"))
    assert reported.status_code == 302
    page = text_of(unit.get(address))
    assert "已经报送" in page and "撤回" in page
    assert unit.post(f"{address}recall/", {"version": 1}).status_code == 422
    assert unit.post(f"{address}recall/", {}).status_code == 422
    assert unit.post(f"{address}recall/", {"version": world.finance.version}).status_code == 302
    assert unit.post(f"{address}recall/", {"version": world.finance.version}).status_code == 422


def test_the_later_of_two_sees_both_texts(world: RoundWorld, unit: Client) -> None:
    seen = _values(world, "3次")
    world.fill("2次")
    told = unit.post(f"/performance/filling/{world.finance.pk}/", seen)
    page = text_of(told)
    assert told.status_code == 422 and "已被他人修改" in page
    assert "现在保存着的是：2次" in page and 'value="3次"' in page
    assert unit.post(f"/performance/filling/{world.finance.pk}/", _values(world, "3次")).status_code == 302


def test_what_was_typed_comes_back(world: RoundWorld, unit: Client) -> None:
    row = world.rows(world.finance)[0]
    typed = {f"value_{row.pk}": "5次", "other": "x", "version": "77"}
    save_draft(account=world.contact.account, key=world.finance.draft_key, data=typed, at=world.at)
    page = text_of(unit.get(f"/performance/filling/{world.finance.pk}/"))
    assert 'value="5次"' in page and 'value="77"' not in page and "上次填了没有保存" in page
    assert "现在保存着的是" not in page
    part = world.finance
    fill_rows(
        actor=world.place.person("colleague", P.FILL, body=world.place.other_office),
        at=world.at,
        target=part.pk,
        version=part.version,
        answers={row.pk: Answer("6次", "")},
    )
    page = text_of(unit.get(f"/performance/filling/{part.pk}/"))
    assert 'value="5次"' in page and "现在保存着的是：6次（colleague）" in page


def _filled_sheet(content: bytes, cells: dict[str, str], name: str = "填报表.xlsx") -> io.BytesIO:
    """The downloaded workbook with some cells of its first sheet written anew."""
    import xlsxwriter

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = made.add_worksheet("填报表")
    for y, line in enumerate(rows):
        for x, value in enumerate(line):
            sheet.write_string(y, x, str(value))
    for place, text in cells.items():
        sheet.write_string(place, text)
    made.close()
    out.seek(0)
    out.name = name
    return out


def test_a_workbook_goes_out_with_own_rows_and_comes_back_filled(world: RoundWorld, unit: Client) -> None:
    base = f"/performance/filling/{world.finance.pk}"
    content = unit.get(f"{base}/sheet.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["编号", "1.1.1"]
    assert unit.get(f"{base}/sheet/").status_code == 200

    def send(cells: dict[str, str]) -> Any:
        given = {"version": world.finance.version, "file": _filled_sheet(content, cells)}
        return unit.post(f"{base}/sheet/", given)

    wrong = send({"F2": "很多", "A3": "9.9.9", "D3": "别的"})
    assert wrong.status_code == 422 and "不是本单位的指标" in text_of(wrong)
    wrong = send({"F2": "很多"})
    assert wrong.status_code == 422 and "只填一个实际数" in text_of(wrong)
    assert world.rows(world.finance)[0].value == ""
    assert send({"F2": "2次", "G2": "已召开"}).status_code == 302
    row = world.rows(world.finance)[0]
    assert (row.value, row.note) == ("2次", "已召开")


def test_other_files_are_no_filled_workbook(
    world: RoundWorld, unit: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = f"/performance/filling/{world.finance.pk}"
    version = world.finance.version

    def send(**given: Any) -> str:
        answer = unit.post(f"{base}/sheet/", given)
        assert answer.status_code == 422
        return text_of(answer)

    assert "请选择填好的" in send(version=version)
    assert "请上传 Excel 文件" in send(version=version, file=_file("文字", "a.xlsx"))
    content = unit.get(f"{base}/sheet.xlsx").content
    assert "找不到" in send(version=version, file=_filled_sheet(content, {"A1": "号"}))
    assert "已被他人修改" in send(version=99, file=_filled_sheet(content, {"F2": "2次"}))
    assert "没有填报内容" in send(
        version=version, file=_filled_sheet(content, dict.fromkeys(("A2", "B2", "C2", "D2", "E2"), ""))
    )
    monkeypatch.setattr("congress.apps.performance.views.filling.MOST_SHEET_BYTES", 100)
    assert "不像是填报表" in send(version=version, file=_filled_sheet(content, {"F2": "2次"}))


def test_what_somebody_typed_is_never_a_formula(world: RoundWorld, office: Client, unit: Client) -> None:
    world.fill("2次", '=HYPERLINK("http://x")')
    content = unit.get(f"/performance/filling/{world.finance.pk}/sheet.xlsx").content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_evidence_from_the_unit_to_the_archive(world: RoundWorld, unit: Client, office: Client) -> None:
    row = world.rows(world.finance)[0]
    base = f"/performance/filling/{world.finance.pk}/rows/{row.pk}"
    assert "还没有佐证材料" in text_of(unit.get(f"{base}/"))
    assert unit.post(f"{base}/", {}).status_code == 422
    files = [_file("一", "会议纪要.txt"), _file("二", "签到.txt")]
    assert unit.post(f"{base}/", {"file": files}).status_code == 302
    twice = unit.post(f"{base}/", {"file": [_file("一", "会议纪要.txt")]})
    assert twice.status_code == 422 and "不用重复上传" in text_of(twice)
    assert unit.post(f"{base}/", {"file": [_file("", "空.txt")]}).status_code == 422
    first = Evidence.objects.order_by("number").first()
    assert first is not None
    assert unit.get(f"/performance/filling/evidence/{first.pk}/").getvalue() == "一".encode()
    looked = office.get(f"/performance/rounds/{world.round}/evidence/{first.pk}/")
    assert looked.getvalue() == "一".encode()
    archive = zipfile.ZipFile(
        io.BytesIO(office.get(f"/performance/rounds/{world.round}/evidence.zip").getvalue())
    )
    assert archive.namelist() == [
        "1.1.1-召开会议次数/01-会议纪要.txt",
        "1.1.1-召开会议次数/02-签到.txt",
        "目录.xlsx",
    ]
    index = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("目录.xlsx"))).get_sheet_by_index(0)
    assert [line[0] for line in index.to_python()] == ["编号", "1.1.1", "1.1.1", "2.1.1"]
    assert unit.post(f"{base}/remove/", {"evidence": first.pk}).status_code == 302
    assert unit.post(f"{base}/remove/", {"evidence": world.round}).status_code == 422
    assert unit.post(f"{base}/remove/", {}).status_code == 422
    for address in (
        f"/performance/filling/evidence/{first.pk}/",
        f"/performance/filling/{world.finance.pk}/rows/{world.round}/",
    ):
        assert unit.get(address).status_code == 403
    assert office.get(f"/performance/rounds/{world.round}/evidence/{first.pk}/").status_code == 403


def test_what_is_due_stands_on_the_home_page_and_in_search_of_the_office_only(
    world: RoundWorld, unit: Client, office: Client
) -> None:
    assert "3月20日截止" in text_of(unit.get("/"))
    clock.move_to(world.at + LATER)
    assert "逾期 12 天" in text_of(browser_of(world.contact).get("/"))
    clock.move_to(world.at)
    assert f"/performance/rounds/{world.round}/" in text_of(office.get("/search/?q=填报"))
    assert f"/performance/rounds/{world.round}/" not in text_of(unit.get("/search/?q=填报"))
