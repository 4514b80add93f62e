"""The path of a table through the office: what each act does, and what each refuses."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from congress.apps.performance.models import Cell, Correction, Publication, TargetTable
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.services import (
    approve_table,
    confirm_cell,
    correct_cell,
    issue_table,
    publish_table,
    recall_table,
    receive_file,
    record_publication,
    record_table,
    return_table,
    submit_table,
    undo_correction,
)
from congress.apps.performance.tests.factories import imported_table, run_all_jobs, taken
from congress.platform.audit.models import AuditRow
from congress.platform.core import clock
from congress.platform.core.actors import Person
from congress.platform.core.guard import unguarded
from congress.platform.core.models import Job
from congress.platform.core.refusals import Conflict, Refused
from congress.platform.events.api import deliver_due
from congress.standards.errors import RuleViolation

if TYPE_CHECKING:
    from tests.support.place import SmallPlace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock_at(at: datetime):  # type: ignore[no-untyped-def]
    clock.move_to(at)
    yield
    clock.reset()


@pytest.fixture
def preparer(place: SmallPlace) -> Person:
    return place.person("preparer", P.READ, P.PREPARE)


@pytest.fixture
def reviewer(place: SmallPlace) -> Person:
    return place.person("reviewer", P.READ, P.REVIEW)


@pytest.fixture
def issuer(place: SmallPlace) -> Person:
    return place.person("issuer", P.READ, P.ISSUE, P.PUBLISH)


@pytest.fixture
def table(place: SmallPlace, preparer: Person, at: datetime) -> TargetTable:
    return imported_table(place=place, by=preparer, at=at)


def submitted(table: TargetTable, by: Person, at: datetime) -> TargetTable:
    table.refresh_from_db()
    submit_table(actor=by, at=at, target=table.pk, version=table.version, note="说明")
    table.refresh_from_db()
    return table


def approved(table: TargetTable, by: Person, reviewer: Person, at: datetime) -> TargetTable:
    submitted(table, by, at)
    approve_table(actor=reviewer, at=at, target=table.pk, version=table.version)
    table.refresh_from_db()
    return table


def issued(table: TargetTable, by: Person, reviewer: Person, issuer: Person, at: datetime) -> TargetTable:
    approved(table, by, reviewer, at)
    issue_table(actor=issuer, at=at, target=table.pk, version=table.version)
    table.refresh_from_db()
    return table


def test_an_upload_becomes_a_table_with_its_cells(table: TargetTable, place: SmallPlace) -> None:
    assert (table.year, table.form, table.state, table.body_id) == (
        2026,
        "dongguan",
        "preparing",
        place.office,
    )
    cell = table.cells.get(address="money.basic")
    assert (cell.text, cell.raw, cell.line > 0) == ("100.00", "100.00", True)
    commands = list(AuditRow.objects.values_list("command", "outcome").order_by("id"))
    assert commands == [("performance.receive_file", "done"), ("performance.record_table", "done")]
    assert AuditRow.objects.values("trace").distinct().count() == 1


def test_a_file_that_is_no_disclosure_fails_with_a_sentence(
    place: SmallPlace, preparer: Person, at: datetime
) -> None:
    job = receive_file(actor=preparer, at=at, target=place.office, taken=taken("今天天气很好。"))
    run_all_jobs()
    row = Job.objects.get(pk=job)
    assert row.state == "failed"
    assert row.message.endswith("。")
    assert not TargetTable.objects.exists()


def test_nobody_imports_for_another_office(place: SmallPlace, preparer: Person, at: datetime) -> None:
    with pytest.raises(Refused):
        receive_file(actor=preparer, at=at, target=place.other_office, taken=taken())
    assert AuditRow.objects.get().outcome == "denied"


def test_an_import_that_runs_twice_records_once(place: SmallPlace, preparer: Person, at: datetime) -> None:
    table = imported_table(place=place, by=preparer, at=at)
    with unguarded("fixtures"):
        Job.objects.filter(pk=table.job).update(state="queued", ended_at=None)
    run_all_jobs()
    assert TargetTable.objects.count() == 1


def test_a_correction_changes_one_cell_and_keeps_the_raw_text(
    table: TargetTable, preparer: Person, at: datetime
) -> None:
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.project", before="50.00", text=" 55.00 "
    )
    cell = Cell.objects.get(table=table, address="money.project")
    assert (cell.text, cell.raw, cell.is_corrected) == ("55.00", "50.00", True)
    assert Correction.objects.get().before == "50.00"
    table.refresh_from_db()
    assert table.version == 2


def test_the_same_text_only_confirms(table: TargetTable, preparer: Person, at: datetime) -> None:
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.project", before="50.00", text="50.00"
    )
    assert not Correction.objects.exists()
    assert Cell.objects.get(table=table, address="money.project").is_confirmed


def test_the_later_of_two_writers_sees_both_texts(table: TargetTable, preparer: Person, at: datetime) -> None:
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.project", before="50.00", text="55.00"
    )
    with pytest.raises(Conflict) as conflict:
        correct_cell(
            actor=preparer, at=at, target=table.pk, address="money.project", before="50.00", text="60.00"
        )
    assert conflict.value.current.text == "55.00"


def test_a_cell_too_long_and_a_cell_not_there_are_refused(
    table: TargetTable, preparer: Person, at: datetime
) -> None:
    with pytest.raises(RuleViolation, match="20,000"):
        correct_cell(
            actor=preparer, at=at, target=table.pk, address="goals.overall", before="", text="长" * 20_001
        )
    with pytest.raises(RuleViolation, match="没有这一格"):
        confirm_cell(actor=preparer, at=at, target=table.pk, address="nowhere", before="")


def test_undo_goes_back_step_by_step(table: TargetTable, preparer: Person, at: datetime) -> None:
    for before, text in (("50.00", "51.00"), ("51.00", "52.00")):
        correct_cell(
            actor=preparer, at=at, target=table.pk, address="money.project", before=before, text=text
        )
    cell = Cell.objects.get(table=table, address="money.project")
    first, second = Correction.objects.order_by("pk").values_list("pk", flat=True)
    undone = undo_correction(actor=preparer, at=at, target=table.pk, correction=second)
    assert undone == "money.project"
    cell.refresh_from_db()
    assert (cell.text, cell.is_corrected, cell.is_confirmed) == ("51.00", True, True)
    undo_correction(actor=preparer, at=at, target=table.pk, correction=first)
    cell.refresh_from_db()
    assert (cell.text, cell.is_corrected, cell.is_confirmed) == ("50.00", False, False)
    with pytest.raises(RuleViolation, match="没有可以撤销"):
        undo_correction(actor=preparer, at=at, target=table.pk, correction=first)


def test_confirming_takes_the_doubt_away(table: TargetTable, preparer: Person, at: datetime) -> None:
    confirm_cell(actor=preparer, at=at, target=table.pk, address="money.basic", before="100.00")
    assert Cell.objects.get(table=table, address="money.basic").is_confirmed


def test_the_whole_way_to_the_public(
    table: TargetTable, place: SmallPlace, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    issued(table, preparer, reviewer, issuer, at)
    publish_table(actor=issuer, at=at, target=table.pk, version=table.version)
    run_all_jobs()
    table.refresh_from_db()
    publication = Publication.objects.get()
    assert (table.state, publication.number, publication.body_name) == (
        "published",
        1,
        "云川市人大常委会办公室",
    )
    assert publication.data["money"]["basic"]["yuan"] == "1000000.00"
    assert publication.pdf.is_public
    assert publication.docx.is_public
    assert publication.xlsx.is_public
    from congress.platform.core.actors import Public
    from congress.platform.search.api import find

    assert find(actor=Public("web"), words="绩效").total == 1
    assert deliver_due(at=clock.now()) == 1


def test_publishing_twice_by_the_job_publishes_once(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    issued(table, preparer, reviewer, issuer, at)
    job = publish_table(actor=issuer, at=at, target=table.pk, version=table.version)
    run_all_jobs()
    with unguarded("fixtures"):
        Job.objects.filter(pk=job).update(state="queued", ended_at=None)
    run_all_jobs()
    assert Publication.objects.count() == 1


def test_unread_cells_stop_the_submission(table: TargetTable, preparer: Person, at: datetime) -> None:
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.project", before="50.00", text="五十几万"
    )
    table.refresh_from_db()
    with pytest.raises(RuleViolation, match="读不懂"):
        submit_table(actor=preparer, at=at, target=table.pk, version=table.version, note="有说明也不行")


def test_red_findings_need_a_word(table: TargetTable, preparer: Person, at: datetime) -> None:
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.fiscal", before="150.00", text="180.00"
    )
    table.refresh_from_db()
    with pytest.raises(RuleViolation, match="严重问题"):
        submit_table(actor=preparer, at=at, target=table.pk, version=table.version)
    submit_table(actor=preparer, at=at, target=table.pk, version=table.version, note="原表如此，已报财政")


def test_nobody_reviews_their_own_table(place: SmallPlace, at: datetime) -> None:
    both = place.person("both", P.READ, P.PREPARE, P.REVIEW)
    table = submitted(imported_table(place=place, by=both, at=at), both, at)
    with pytest.raises(RuleViolation, match="换一位"):
        approve_table(actor=both, at=at, target=table.pk, version=table.version)


def test_whoever_corrected_a_cell_does_not_review(
    table: TargetTable, place: SmallPlace, preparer: Person, at: datetime
) -> None:
    both = place.person("both", P.READ, P.PREPARE, P.REVIEW)
    correct_cell(actor=both, at=at, target=table.pk, address="money.basic", before="100.00", text="100")
    submitted(table, preparer, at)
    with pytest.raises(RuleViolation, match="换一位"):
        approve_table(actor=both, at=at, target=table.pk, version=table.version)


def test_returned_with_a_reason_and_submitted_again(
    table: TargetTable, preparer: Person, reviewer: Person, at: datetime
) -> None:
    submitted(table, preparer, at)
    with pytest.raises(RuleViolation, match="退回的原因"):
        return_table(actor=reviewer, at=at, target=table.pk, version=table.version, reason=" ")
    return_table(actor=reviewer, at=at, target=table.pk, version=table.version, reason="请核对基本支出")
    assert deliver_due(at=clock.now()) == 1
    table.refresh_from_db()
    assert (table.state, table.moves.latest("pk").note) == ("returned", "请核对基本支出")
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="money.basic", before="100.00", text="100.00"
    )
    assert approved(table, preparer, reviewer, at).state == "approved"
    return_table(actor=reviewer, at=at, target=table.pk, version=table.version, reason="又看出一处")


def test_cells_stand_still_during_review(table: TargetTable, preparer: Person, at: datetime) -> None:
    submitted(table, preparer, at)
    with pytest.raises(RuleViolation, match="不能修改"):
        correct_cell(actor=preparer, at=at, target=table.pk, address="money.basic", before="100.00", text="1")


@pytest.mark.parametrize("act", [approve_table, publish_table])
def test_steps_cannot_be_jumped(table: TargetTable, place: SmallPlace, at: datetime, act) -> None:  # type: ignore[no-untyped-def]
    reviewer = place.person("jumper", P.READ, P.REVIEW, P.PUBLISH)
    with pytest.raises(RuleViolation, match="目前是"):
        act(actor=reviewer, at=at, target=table.pk, version=table.version)


def test_an_old_page_cannot_submit(table: TargetTable, preparer: Person, at: datetime) -> None:
    with pytest.raises(Conflict):
        submit_table(actor=preparer, at=at, target=table.pk, version=table.version + 1)


def test_a_stranger_sees_nothing_and_does_nothing(
    table: TargetTable, place: SmallPlace, at: datetime
) -> None:
    stranger = place.person("stranger", P.READ, P.PREPARE, body=place.other_office)
    with pytest.raises(Refused):
        correct_cell(actor=stranger, at=at, target=table.pk, address="money.basic", before="100.00", text="1")
    assert Cell.objects.get(table=table, address="money.basic").text == "100.00"


def test_a_table_is_recalled_before_review_and_not_after(
    table: TargetTable, preparer: Person, reviewer: Person, at: datetime
) -> None:
    submitted(table, preparer, at)
    recall_table(actor=preparer, at=at, target=table.pk, version=table.version)
    table.refresh_from_db()
    assert table.state == "preparing"
    approved(table, preparer, reviewer, at)
    with pytest.raises(RuleViolation, match="不能撤回提交"):
        recall_table(actor=preparer, at=at, target=table.pk, version=table.version)


def test_whoever_confirmed_a_cell_does_not_review(
    table: TargetTable, place: SmallPlace, preparer: Person, at: datetime
) -> None:
    both = place.person("both", P.READ, P.PREPARE, P.REVIEW)
    confirm_cell(actor=both, at=at, target=table.pk, address="money.basic", before="100.00")
    submitted(table, preparer, at)
    with pytest.raises(RuleViolation, match="换一位"):
        approve_table(actor=both, at=at, target=table.pk, version=table.version)


def test_correcting_the_title_renames_the_table(table: TargetTable, preparer: Person, at: datetime) -> None:
    before = table.cells.get(address="head.title").text
    correct_cell(
        actor=preparer, at=at, target=table.pk, address="head.title", before=before, text="2027年目标\n批复"
    )
    year = table.cells.get(address="head.year").text
    correct_cell(actor=preparer, at=at, target=table.pk, address="head.year", before=year, text="（2027年）")
    table.refresh_from_db()
    assert (table.title, table.year) == ("2027年目标 批复", 2027)


def test_a_failed_import_is_told_once(place: SmallPlace, preparer: Person, at: datetime) -> None:
    from congress.platform.portal.models import Notice

    job = receive_file(actor=preparer, at=at, target=place.office, taken=taken("今天天气很好。"))
    for _ in range(2):
        run_all_jobs()
        with unguarded("fixtures"):
            Job.objects.filter(pk=job).update(state="queued", ended_at=None)
    assert Notice.objects.filter(account=preparer.account).count() == 1
    done = list(
        AuditRow.objects.filter(command="performance.tell_failed_import").values_list("outcome", flat=True)
    )
    assert done == ["done"]


def test_a_closed_office_takes_no_files(
    place: SmallPlace, preparer: Person, at: datetime, today: date
) -> None:
    from congress.platform.organisation.models import Body

    with unguarded("fixtures"):
        Body.objects.filter(pk=place.office).update(active_until=today)
    with pytest.raises(RuleViolation, match="已经撤销"):
        receive_file(actor=preparer, at=at, target=place.office, taken=taken())


def test_a_publication_given_up_publishes_nothing(
    table: TargetTable, preparer: Person, reviewer: Person, issuer: Person, at: datetime
) -> None:
    issued(table, preparer, reviewer, issuer, at)
    first = publish_table(actor=issuer, at=at, target=table.pk, version=table.version)
    with unguarded("fixtures"):
        Job.objects.filter(pk=first).update(state="cancelled", ended_at=at)
    table.refresh_from_db()
    publish_table(actor=issuer, at=at, target=table.pk, version=table.version)
    with unguarded("fixtures"):
        Job.objects.exclude(pk=first).update(run_after=at + timedelta(days=1))
        Job.objects.filter(pk=first).update(state="queued", ended_at=None)
    run_all_jobs()
    assert not Publication.objects.exists()
    assert Job.objects.get(pk=first).state == "failed"


def test_only_the_jobs_record_what_they_read_and_rendered(
    table: TargetTable, place: SmallPlace, preparer: Person, at: datetime
) -> None:
    given = {"actor": preparer, "at": at, "job": table.job, "by": preparer.account}
    with pytest.raises(Refused):
        record_table(
            target=place.office, source=table.source_id, reading=None, typed=None, file_name="", **given
        )  # type: ignore[arg-type]
    pdf = docx = xlsx = taken()
    with pytest.raises(Refused):
        record_publication(
            target=table.pk, data={}, sheet={}, words="", pdf=pdf, docx=docx, xlsx=xlsx, **given
        )  # type: ignore[arg-type]
    assert not Publication.objects.exists()


def test_the_preparer_is_told(table: TargetTable, preparer: Person, at: datetime) -> None:
    from congress.apps.performance.services import tell_preparer
    from congress.platform.core.actors import System
    from congress.platform.portal.models import Notice

    told = {
        "target": table.pk,
        "account": preparer.account,
        "title": "已公开：目标表",
        "text": "公众可以看到了。",
    }
    tell_preparer(actor=System("performance.tell_published"), at=at, **told)
    assert Notice.objects.get(title="已公开：目标表").account_id == preparer.account
    with pytest.raises(Refused):
        tell_preparer(actor=System("somebody.else"), at=at, **told)
