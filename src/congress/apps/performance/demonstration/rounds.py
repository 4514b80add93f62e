"""The demonstration place's round of collecting: nine units, two of them late, one report returned, one taken over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from congress.apps.performance.domain import Operator, parse_target
from congress.apps.performance.domain.rounds import Answer, RoundKind, day_in_words
from congress.apps.performance.models import Round, RoundRow, RoundUnit, TargetTable
from congress.apps.performance.services import (
    add_library_indicator,
    adopt_report,
    assign_rows,
    attach_evidence,
    extend_deadline,
    fill_rows,
    invite_units,
    open_round,
    report_unit,
    return_report,
    send_round,
    urge_units,
)
from congress.apps.performance.services.library import IndicatorWords
from congress.platform.access.api import grant_role
from congress.platform.core import clock
from congress.platform.core.actors import Person, System
from congress.platform.documents.api import take_in
from congress.platform.identity.api import create_account

CONSOLE = System("console")
OPENED_AGO = timedelta(days=15)
DUE_AGO = timedelta(days=3)
MORE_TIME = timedelta(days=7)
CAIZHENG = "YC-ZF01"
# Who fills for whom; the account of the finance bureau is there already.
CONTACTS = {
    "YC-GW1": ("fagong", "何思远"),
    "YC-GW2": ("caigong", "吕佩仪"),
    "YC-GW3": ("jiaokewei", "罗文琴"),
    "YC-GW4": ("jiancha", "邓永强"),
    "YC-GW5": ("chengjian", "苏海燕"),
    "YC-GW6": ("daigong", "许春生"),
    "YC-ZF02": ("shuiwu", "叶振东"),
    "YC-ZF03": ("renshe", "梁美玲"),
}
SHOWN = "YC-ZF03"  # an account the visitor is told: one of the two that are late
LATE = ("YC-ZF02", "YC-ZF03")
ADOPTED = "YC-GW1"
REPORTED_LATE = "YC-GW5"


def build_round(world: Any, *, host: Person, table: TargetTable) -> None:
    """Open, divide and send a round some days ago; then what nine units made of it."""
    begun = world.at - OPENED_AGO
    due = clock.local_day(world.at - DUE_AGO)
    contacts = _contacts(world, begun)
    target = open_round(
        actor=host,
        at=begun,
        target=table.pk,
        kind=RoundKind.ACTUALS,
        title=f"{table.year}年绩效指标完成情况填报",
        due_on=due,
        instructions="请对照年初目标填写实际完成值，并上传佐证材料。联系人：常委会办公室王敏。",
    )
    units = [world.made[code] for code in contacts]
    invite_units(actor=host, at=begun, target=target, units=units)
    parts = {code: RoundUnit.objects.get(round=target, unit=world.made[code]) for code in contacts}
    _divide(host, begun, target, list(parts.values()))
    send_round(actor=host, at=begun, target=target, version=_version(target))
    for number, (code, contact) in enumerate(contacts.items(), start=1):
        if code not in LATE:
            days = OPENED_AGO - timedelta(days=number)
            at = world.at - (timedelta(days=1) if code == REPORTED_LATE else days)
            _report(contact, at, parts[code])
    fill_rows(
        actor=contacts[LATE[0]],
        at=begun,
        target=parts[LATE[0]].pk,
        version=_part_version(parts[LATE[0]]),
        answers=_answers(parts[LATE[0]]),
    )
    _oversee(world, host, target, parts)
    _enlarge_library(world, host)


def _oversee(world: Any, host: Person, target: UUID, parts: dict[str, RoundUnit]) -> None:
    """One report taken over, one returned with more time, the two late ones urged."""
    at = world.at - timedelta(hours=2)
    adopt_report(actor=host, at=at, target=target, unit=parts[ADOPTED].pk, version=_version(target))
    asked = parts[CAIZHENG].rows.order_by("order").first()
    named = f"“{asked.name}”" if asked is not None else ""
    reason = f"{named}的佐证材料只有一份文字说明，没有签到表和报账单，请补传后重报。"
    return_report(
        actor=host, at=at, target=target, unit=parts[CAIZHENG].pk, version=_version(target), reason=reason
    )
    more = clock.local_day(world.at + MORE_TIME)
    extend_deadline(actor=host, at=at, target=target, unit=parts[CAIZHENG].pk, due_on=more)
    urge_units(actor=host, at=at, target=target, units=[parts[code].pk for code in LATE])


def _contacts(world: Any, at: datetime) -> dict[str, Person]:
    """The nine contacts with their role, each for one unit."""
    found = {CAIZHENG: Person(world.made["account:caizheng"])}
    for code, (username, name) in CONTACTS.items():
        made = create_account(
            actor=CONSOLE,
            at=world.at,
            username=username,
            display_name=name,
            is_demonstration=True,
            must_change_password=False,
        )
        found[code] = Person(made.id)
        if code == SHOWN:
            world.open_account(username, made.one_time_password, "市人社局联系人：填报绩效指标，已逾期")
    for code, contact in found.items():
        grant_role(
            actor=CONSOLE,
            at=at,
            account=contact.account,
            role_code="performance_contact",
            body=world.made[code],
        )
    return found


def _divide(host: Person, at: datetime, target: UUID, parts: list[RoundUnit]) -> None:
    rows = RoundRow.objects.filter(round=target).order_by("order")
    units = {row.pk: parts[place % len(parts)].pk for place, row in enumerate(rows)}
    assign_rows(actor=host, at=at, target=target, version=_version(target), units=units)


def _report(contact: Person, at: datetime, part: RoundUnit) -> None:
    first = part.rows.order_by("order").first()
    if first is not None:
        note = f"{first.name}的完成情况记录，供填报时佐证。\n"
        file = take_in(content=note.encode(), name=f"{first.name[:20]}完成情况.txt", for_reading=False)
        attach_evidence(actor=contact, at=at, target=part.pk, row=first.pk, files=[file])
    report_unit(
        actor=contact,
        at=at,
        target=part.pk,
        version=_part_version(part),
        answers=_answers(part),
        note="其余材料为纸质，已送常委会办公室备查。",
    )


def _answers(part: RoundUnit) -> dict[UUID, Answer]:
    return {row.pk: Answer(_met(row.target), "") for row in part.rows.all()}


def _met(target: str) -> str:
    """A value that meets its target."""
    if not target.strip():
        return "已完成"
    promised = parse_target(target)
    if promised.operator is Operator.BOOLEAN:
        return "是" if promised.truth else "否"
    if promised.day is not None:
        return day_in_words(promised.day)
    if promised.low is None:
        return "已完成"
    beyond = {Operator.MORE: 1, Operator.LESS: -1}.get(promised.operator, 0)
    return f"{promised.low + beyond:f}{promised.unit}"


def _enlarge_library(world: Any, host: Person) -> None:
    words = IndicatorWords(
        level="output.quantity",
        name="组织代表视察预算联网监督系统次数",
        target="≥N次",
        unit="次",
        explanation="组织代表到现场了解预算联网监督的次数",
        data_source="代表活动台账",
        evidence="活动通知、签到表",
    )
    add_library_indicator(actor=host, at=world.at, target=world.made["YC-BGS"], words=words)


def _version(target: UUID) -> int:
    return Round.objects.get(pk=target).version


def _part_version(part: RoundUnit) -> int:
    return RoundUnit.objects.get(pk=part.pk).version
