"""The lists of the trail: filters and columns, made for one reader."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from congress.platform.audit.models import AuditRow
from congress.platform.audit.presenters import TONES, about_of, names_of, object_url, what_of
from congress.platform.audit.selectors import actors_seen
from congress.platform.core import clock
from congress.platform.core.actors import Actor
from congress.platform.core.lists import Column, Empty, Filter, ListSpec
from congress.platform.core.registry import command_words, subject_kinds


def trail_spec(actor: Actor) -> ListSpec:
    """The trail as a list, with the names of everybody who stands in it."""
    names = names_of(actor, actors_seen(actor))
    return ListSpec(
        name="audit.trail",
        title=_("审计记录"),
        columns=_columns(names),
        order=("-at", "-pk"),
        filters=(
            Filter("from", _("从哪天起"), _from_day, kind="date"),
            Filter("until", _("到哪天止"), _until_day, kind="date"),
            Filter("who", _("人员"), _by, choices=sorted(names.items(), key=lambda each: each[1])),
            Filter("by", _("由谁"), _by_kind, choices=_actor_kinds),
            Filter("what", _("操作"), _doing, choices=_by_words(command_words())),
            Filter("outcome", _("结果"), _ended, choices=AuditRow.OUTCOMES),
            Filter("kind", _("对象类别"), _about, choices=_kinds),
            Filter("address", _("来源地址"), _from_address, kind="text"),
        ),
        search=("object_title__icontains",),
        search_hint=_("对象名称"),
        empty=Empty(_("还没有审计记录"), _("平台上的每次操作都会记在这里。")),
        page_size=50,
    )


def _columns(names: dict[str, str]) -> tuple[Column, ...]:
    return (
        Column("at", _("时间"), "at", sort="at", url=lambda row: reverse("audit:trace", args=[row.trace])),
        Column("who", _("人员"), lambda row: names.get(row.actor, row.actor)),
        Column("what", _("操作"), lambda row: what_of(row.command)),
        Column("about", _("对象"), about_of, url=object_url),
        Column(
            "outcome",
            _("结果"),
            lambda row: row.get_outcome_display(),
            mark=lambda row: TONES.get(row.outcome, "neutral"),
        ),
        Column("address", _("来源地址"), "address"),
    )


def _by_words(words: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(words.items(), key=lambda each: each[1])


def _kinds() -> list[tuple[str, str]]:
    return _by_words({kind: str(each.title) for kind, each in subject_kinds().items()})


def _from_day(rows: QuerySet[AuditRow], value: str) -> QuerySet[AuditRow]:
    return rows.filter(at__gte=_midnight(date.fromisoformat(value)))


def _until_day(rows: QuerySet[AuditRow], value: str) -> QuerySet[AuditRow]:
    return rows.filter(at__lt=_midnight(date.fromisoformat(value) + timedelta(days=1)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.zone())


def _by(rows: QuerySet[AuditRow], value: str) -> QuerySet[AuditRow]:
    return rows.filter(actor=value)


def _by_kind(rows: QuerySet[AuditRow], value: str) -> QuerySet[AuditRow]:
    return rows.filter(actor_kind=value)


def _actor_kinds() -> list[tuple[str, str]]:
    return [
        ("person", _("人员")),
        ("system", _("系统")),
        ("public", _("公众")),
        ("peer", _("外部平台")),
        ("bearer", _("持凭证者")),
    ]


def _doing(rows: QuerySet[AuditRow], value: str) -> QuerySet[AuditRow]:
    return rows.filter(command=value)


def _ended(rows: QuerySet[AuditRow], value: str) -> QuerySet[AuditRow]:
    return rows.filter(outcome=value)


def _about(rows: QuerySet[AuditRow], value: str) -> QuerySet[AuditRow]:
    return rows.filter(object_kind=value)


def _from_address(rows: QuerySet[AuditRow], value: str) -> QuerySet[AuditRow]:
    return rows.filter(address=value)
