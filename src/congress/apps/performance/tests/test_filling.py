"""Units fill their own rows, report them, and the office returns them or takes them over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from congress.apps.performance.domain.rounds import Answer, RoundKind, RowsRefused, UnitState
from congress.apps.performance.models import Correction, Evidence, RoundUnit, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.selectors import assembled, stored_cell
from congress.apps.performance.selectors.rounds import adopted_answers
from congress.apps.performance.services import (
    adopt_report,
    attach_evidence,
    correct_cell,
    draft_self_evaluation,
    extend_deadline,
    fill_rows,
    recall_report,
    remove_evidence,
    report_unit,
    return_report,
    urge_units,
)
from congress.apps.performance.tests.factories import imported_table
from congress.apps.performance.tests.rounds_world import DUE, LATER, RoundWorld, end_body, round_world
from congress.platform.core.actors import Person
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.documents.api import TakenIn, take_in
from congress.platform.portal.models import Notice, Todo
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from datetime import datetime

    from tests.support.place import SmallPlace


@pytest.fixture
def host(place: SmallPlace) -> Person:
    """The clerk who arranges rounds."""
    return place.person("host", P.READ, P.PREPARE, P.COLLECT)


@pytest.fixture
def world(place: SmallPlace, table: TargetTable, host: Person, clock_at: datetime) -> RoundWorld:
    """A round that was sent."""
    made = round_world(place=place, table=table, host=host, at=clock_at)
    made.send()
    return made


def picture(text: str = "会议纪要") -> TakenIn:
    """A file for evidence."""
    return take_in(content=text.encode(), name=f"{text}.txt", for_reading=False)


def test_a_unit_fills_its_own_rows_only(world: RoundWorld) -> None:
    foreign = world.rows(world.own)[0]
    own = world.rows(world.finance)[0]
    with pytest.raises(RowsRefused) as refusal:
        fill_rows(
            actor=world.contact,
            at=world.at,
            target=world.finance.pk,
            version=world.finance.version,
            answers={own.pk: Answer("2次", ""), foreign.pk: Answer("90%", "")},
        )
    assert set(refusal.value.rows) == {foreign.pk}
    assert [row.value for row in world.rows()] == ["", ""]


def test_nobody_fills_for_another_unit(world: RoundWorld) -> None:
    with pytest.raises(Refused):
        fill_rows(
            actor=world.own_contact,
            at=world.at,
            target=world.finance.pk,
            version=world.finance.version,
            answers={},
        )
    with pytest.raises(Refused):
        fill_rows(
            actor=world.host, at=world.at, target=world.finance.pk, version=world.finance.version, answers={}
        )


def test_the_second_of_two_contacts_is_told(world: RoundWorld) -> None:
    world.fill("2次")
    with pytest.raises(Conflict):
        fill_rows(
            actor=world.contact,
            at=world.at,
            target=world.finance.pk,
            version=world.finance.version - 1,
            answers={},
        )


def test_what_is_filled_says_by_whom_and_when_and_changes_are_counted(world: RoundWorld) -> None:
    world.fill("2次")
    row = world.rows(world.finance)[0]
    assert (row.value, row.filled_at, row.filled_by) == ("2次", world.at, world.contact.account)
    part = world.finance
    again = fill_rows(
        actor=world.contact,
        at=world.at,
        target=part.pk,
        version=part.version,
        answers={row.pk: Answer(" 2次 ", "")},
    )
    assert again == 0


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("两次", "只填一个实际数"),
        ("≥2次", "只填一个实际数"),
        ("2人次", "单位和目标不一致"),
        ("字" * 201, "太长"),
    ],
)
def test_an_answer_that_cannot_be_held_against_its_target_is_told_by_row(
    world: RoundWorld, value: str, sentence: str
) -> None:
    with pytest.raises(RowsRefused) as refusal:
        world.fill(value)
    assert sentence in next(iter(refusal.value.rows.values()))


def test_a_report_needs_a_value_the_reason_of_a_miss_and_a_word_about_missing_evidence(
    world: RoundWorld,
) -> None:
    with pytest.raises(RuleViolation, match="还没有填写"):
        world.report("")
    with pytest.raises(RuleViolation, match="没有达到目标"):
        world.report("0次")
    with pytest.raises(RuleViolation, match="没有佐证材料") as refusal:
        world.report("2次", note=" ")
    assert refusal.value.field == "note"
    with pytest.raises(RuleViolation, match="报送说明太长"):
        world.report("2次", note="字" * 501)
    assert world.finance.stands_at is UnitState.WAITING
    assert world.rows(world.finance)[0].value == ""


def test_a_report_closes_the_units_to_do_and_gives_the_office_one(world: RoundWorld) -> None:
    world.report()
    part = world.finance
    assert (part.stands_at, part.reported_by, part.is_late) == (
        UnitState.REPORTED,
        world.contact.account,
        False,
    )
    assert not Todo.objects.filter(state="open", kind="performance.fill", about_id=part.pk).exists()
    assert Todo.objects.get(state="open", kind="performance.adopt").body_id == world.place.office
    with pytest.raises(RuleViolation, match="不能再修改"):
        world.fill("3次")


def test_a_late_report_is_taken_and_marked(world: RoundWorld) -> None:
    world.report(at=world.at + LATER)
    assert world.finance.is_late


def test_a_report_can_be_taken_back_before_anybody_dealt_with_it(world: RoundWorld) -> None:
    def recall() -> None:
        recall_report(
            actor=world.contact, at=world.at, target=world.finance.pk, version=world.finance.version
        )

    with pytest.raises(RuleViolation, match="没有可以撤回"):
        recall()
    world.report()
    recall()
    assert world.finance.stands_at is UnitState.WAITING
    assert not Todo.objects.filter(state="open", kind="performance.adopt").exists()
    assert Todo.objects.filter(state="open", kind="performance.fill", about_id=world.finance.pk).exists()


def test_a_unit_that_is_gone_fills_no_more(world: RoundWorld) -> None:
    end_body(world.place.other_office)
    with pytest.raises(RuleViolation, match="已经撤销"):
        world.fill()


def test_returning_says_why_and_puts_it_on_the_contacts_list(world: RoundWorld) -> None:
    def send_back(reason: str) -> None:
        return_report(
            actor=world.host,
            at=world.at,
            target=world.round,
            unit=world.finance.pk,
            version=world.row.version,
            reason=reason,
        )

    with pytest.raises(RuleViolation, match="只有已报的"):
        send_back("缺材料")
    world.report()
    for reason in (" ", "字" * 501):
        with pytest.raises(RuleViolation, match="退回的原因"):
            send_back(reason)
    send_back("缺材料")
    assert world.finance.return_reason == "缺材料"
    assert "退回" in Todo.objects.get(state="open", about_id=world.finance.pk).title
    assert Notice.objects.filter(account=world.contact.account, text__contains="缺材料").exists()
    world.report()
    assert world.finance.stands_at is UnitState.REPORTED


def test_urging_reaches_who_has_not_reported_and_once_a_day(world: RoundWorld) -> None:
    world.report()

    def urge(days: int = 0, *units: object) -> int:
        return urge_units(
            actor=world.host,
            at=world.at + timedelta(days=days),
            target=world.round,
            units=units,  # type: ignore[arg-type]
        )

    assert urge() == 1
    assert (world.own.urged_times, world.finance.urged_times) == (1, 0)
    with pytest.raises(RuleViolation, match="今天已经催过"):
        urge()
    assert urge(40, world.own.pk) == 1
    assert Notice.objects.filter(text__contains="已经超过截止日期").count() == 1
    with pytest.raises(RuleViolation, match="不需要催报"):
        urge(41, world.finance.pk)


def test_nobody_is_urged_when_all_have_reported(world: RoundWorld, arranged: None) -> None:
    RoundUnit.objects.update(state="reported", reported_at=world.at, reported_by=world.contact.account)
    with pytest.raises(RuleViolation, match="都已经报送"):
        urge_units(actor=world.host, at=world.at, target=world.round)


def test_more_time_for_one_unit_or_for_all(world: RoundWorld) -> None:
    def extend(day: date, unit: object = None) -> None:
        extend_deadline(
            actor=world.host,
            at=world.at,
            target=world.round,
            due_on=day,
            unit=unit,  # type: ignore[arg-type]
        )

    extend(date(2026, 3, 25), world.finance.pk)
    assert (world.finance.due_on, world.own.due_on, world.row.due_on) == (date(2026, 3, 25), DUE, DUE)
    assert Todo.objects.get(state="open", about_id=world.finance.pk).due_date == date(2026, 3, 25)
    with pytest.raises(RuleViolation, match="晚于 2026年3月25日"):
        extend(date(2026, 3, 22))
    extend(date(2026, 3, 30))
    assert (world.finance.due_on, world.own.due_on) == (date(2026, 3, 30),) * 2
    assert world.row.due_on == date(2026, 3, 30)
    world.report()
    with pytest.raises(RuleViolation, match="不需要催报或延期"):
        extend(date(2026, 4, 30), world.finance.pk)


def test_evidence_comes_on_own_rows_once_and_may_go_again(world: RoundWorld) -> None:
    part, row = world.finance, world.rows(world.finance)[0]

    def attach(*files: TakenIn, on: object = row.pk, title: str = "") -> int:
        return attach_evidence(
            actor=world.contact,
            at=world.at,
            target=part.pk,
            row=on,  # type: ignore[arg-type]
            files=files,
            title=title,
        )

    assert attach(picture(), picture("照片"), title="会议材料") == 2
    assert attach(picture(), picture("签到表")) == 1
    with pytest.raises(RuleViolation, match="不用重复上传"):
        attach(picture())
    with pytest.raises(RuleViolation, match="不是本单位的指标"):
        attach(picture("别的"), on=world.rows(world.own)[0].pk)
    with pytest.raises(RuleViolation, match="名称太长"):
        attach(picture("别的"), title="字" * 201)
    with pytest.raises(RuleViolation, match="最多放 30 份"):
        attach(*(picture(f"材料{number}") for number in range(28)))
    first = Evidence.objects.filter(row=row).order_by("number").first()
    assert first is not None and (first.title, first.file.body_id) == ("会议材料", world.place.other_office)
    for _ in range(2):
        remove_evidence(actor=world.contact, at=world.at, target=part.pk, evidence=first.pk)
    assert Evidence.objects.filter(row=row, removed_at__isnull=True).count() == 2
    with pytest.raises(RuleViolation, match="没有找到这份材料"):
        remove_evidence(actor=world.contact, at=world.at, target=part.pk, evidence=uuid4())
    assert attach(picture()) == 1
    world.report("2次", note="")
    with pytest.raises(RuleViolation, match="不能再修改"):
        attach(picture("迟到的"))


def test_answers_for_a_form_without_results_wait_for_the_self_evaluation(world: RoundWorld) -> None:
    world.report("2次")
    written = adopt_report(
        actor=world.host, at=world.at, target=world.round, unit=world.finance.pk, version=world.row.version
    )
    assert (written, world.finance.stands_at) == (0, UnitState.ADOPTED)
    assert adopted_answers(table=world.table, kind="actuals") == {"indicators.1": Answer("2次", "")}
    assert world.contact.account in world.table.preparers()
    made = draft_self_evaluation(actor=world.host, at=world.at, target=world.table.pk)
    first = assembled(TargetTable.objects.get(pk=made)).indicators[0]
    assert (first.name.text, first.actual.text) == ("召开会议次数", "2次")
    with pytest.raises(RuleViolation, match="只有已报的"):
        adopt_report(
            actor=world.host,
            at=world.at,
            target=world.round,
            unit=world.finance.pk,
            version=world.row.version,
        )


def test_answers_go_into_the_self_evaluation_that_was_begun(world: RoundWorld) -> None:
    made = TargetTable.objects.get(
        pk=draft_self_evaluation(actor=world.host, at=world.at, target=world.table.pk)
    )
    world.report("2次")
    written = adopt_report(
        actor=world.host, at=world.at, target=world.round, unit=world.finance.pk, version=world.row.version
    )
    assert written == 1
    assert assembled(made).indicators[0].actual.text == "2次"
    assert "云川市财政局" in Correction.objects.get(table=made).note
    assert world.contact.account in made.preparers()


def test_all_that_have_reported_are_taken_over_at_once(world: RoundWorld) -> None:
    def adopt() -> int:
        return adopt_report(actor=world.host, at=world.at, target=world.round, version=world.row.version)

    with pytest.raises(RuleViolation, match="没有已报送的单位"):
        adopt()
    world.report()
    adopt()
    assert {part.unit_id: part.stands_at for part in world.row.units.all()} == {
        world.place.other_office: UnitState.ADOPTED,
        world.place.office: UnitState.WAITING,
    }


def test_targets_come_into_the_table_as_one_step_that_names_its_source(
    place: SmallPlace, table: TargetTable, host: Person, clock_at: datetime
) -> None:
    world = round_world(place=place, table=table, host=host, at=clock_at, kind=RoundKind.TARGETS)
    world.send()
    part = world.finance
    with pytest.raises(RuleViolation, match="不需要佐证材料"):
        attach_evidence(
            actor=world.contact,
            at=world.at,
            target=part.pk,
            row=world.rows(part)[0].pk,
            files=[picture()],
        )
    world.report("≥3次", note="")
    written = adopt_report(
        actor=host, at=world.at, target=world.round, unit=world.finance.pk, version=world.row.version
    )
    assert written == 1
    assert stored_cell(table, "indicators.1.annual").cell.text == "≥3次"
    step = Correction.objects.get(table=table)
    assert "云川市财政局" in step.note and step.after == "≥3次"


def test_what_was_renamed_meanwhile_is_not_overwritten(world: RoundWorld) -> None:
    world.report()
    correct_cell(
        actor=world.host,
        at=world.at,
        target=world.table.pk,
        address="indicators.1.name",
        before="召开会议次数",
        text="召开大会次数",
    )
    with pytest.raises(RuleViolation, match="已经改名或移走"):
        adopt_report(
            actor=world.host,
            at=world.at,
            target=world.round,
            unit=world.finance.pk,
            version=world.row.version,
        )


def test_a_stranger_reports_nothing(world: RoundWorld, foreigner: Person) -> None:
    with pytest.raises(Refused):
        report_unit(
            actor=foreigner, at=world.at, target=world.finance.pk, version=world.finance.version, answers={}
        )


def test_results_come_into_a_self_evaluation_with_their_reason(
    place: SmallPlace, preparer: Person, host: Person, clock_at: datetime
) -> None:
    from importlib.resources import files

    text = (files("congress.apps.performance") / "samples" / "yunchuan-2025-self-evaluation.txt").read_text()
    table = imported_table(place=place, by=preparer, at=clock_at, text=text)
    world = round_world(place=place, table=table, host=host, at=clock_at)
    world.send()
    part, row = world.finance, world.rows()[0]
    from congress.apps.performance.domain.targets import parse_target

    short = parse_target(row.target)
    value = f"{(short.low or 1) - 1:f}{short.unit}"
    report_unit(
        actor=world.contact,
        at=world.at,
        target=part.pk,
        version=part.version,
        answers={row.pk: Answer(value, "会议合并召开")},
        note="见会议纪要",
    )
    adopt_report(actor=host, at=world.at, target=world.round, unit=part.pk, version=world.row.version)
    assert stored_cell(table, f"{row.address}.actual").cell.text == value
