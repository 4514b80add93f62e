"""What organisation declares of itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from congress.platform.core.actors import Actor
from congress.platform.core.manifest import (
    Help,
    JobKind,
    Manifest,
    MenuEntry,
    Permission,
    RoleTemplate,
    SubjectKind,
    SubjectView,
)
from congress.platform.core.measures import Measure
from congress.platform.organisation import selectors
from congress.platform.organisation.command_words import COMMAND_WORDS
from congress.platform.organisation.demonstration import build
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors.imports import imports
from congress.platform.organisation.selectors.measures import UNIT, deputies_in_office
from congress.platform.organisation.services.receiving import CHECK_JOB, IMPORT_JOB
from congress.platform.organisation.tasks import run_check, run_import

CONSOLE = ("console",)
GROUP = _("机构与人员")


def _bodies(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(
            row.name, reverse("organisation:body", args=[row.pk]), _now("已停用") if row.is_closed else ""
        )
        for row in selectors.bodies(actor=actor).filter(pk__in=ids)
    }


def _people(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(row.name, reverse("organisation:person", args=[row.pk]), row.get_state_display())
        for row in selectors.people(actor=actor).filter(pk__in=ids)
    }


def _posts(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(f"{row.body.called}{row.title}", reverse("organisation:body", args=[row.body_id]))
        for row in selectors.posts(actor=actor).filter(pk__in=ids)
    }


def _holdings(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(
            f"{row.person.name} {row.post.title}", reverse("organisation:body", args=[row.post.body_id])
        )
        for row in selectors.holdings(actor=actor, verb=P.READ_PEOPLE).filter(pk__in=ids)
    }


def _terms(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(f"{row.congress.called}{row}", reverse("organisation:term", args=[row.pk]))
        for row in selectors.terms(actor=actor).filter(pk__in=ids)
    }


def _mandates(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(
            _now("{name} {term}代表").format(name=row.person.name, term=row.term),
            reverse("organisation:mandate", args=[row.pk]),
            row.get_state_display(),
        )
        for row in selectors.mandates(actor=actor, verb=P.READ_PEOPLE).filter(pk__in=ids)
    }


def _imports(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(str(row), reverse("organisation:import", args=[row.pk]), row.get_state_display())
        for row in imports(actor=actor).filter(pk__in=ids)
    }


MANIFEST = Manifest(
    name="organisation",
    title=_("机构与人员"),
    permissions=(
        Permission(P.FOUND, _("建立本地机构树"), systems=CONSOLE),
        Permission(P.READ, _("查看机构"), systems=CONSOLE),
        Permission(P.MANAGE, _("管理机构和届次"), systems=CONSOLE),
        Permission(P.READ_PEOPLE, _("查看人员和代表"), systems=CONSOLE),
        Permission(P.MANAGE_PEOPLE, _("管理人员、职务和代表"), systems=CONSOLE),
        Permission(P.IMPORT, _("成批导入机构和人员"), systems=CONSOLE),
        Permission(P.IMPORT_ROWS, _("登记成批导入的机构和人员"), systems=("organisation.import",)),
    ),
    roles=(
        RoleTemplate(
            "organisation_manager",
            _("机构人员管理"),
            (P.READ, P.MANAGE, P.READ_PEOPLE, P.MANAGE_PEOPLE, P.IMPORT),
        ),
        RoleTemplate("organisation_reader", _("机构查看"), (P.READ,)),
    ),
    menu=(
        MenuEntry("organisation.tree", _("机构"), "organisation:tree", "tree", P.READ, GROUP, 300),
        MenuEntry(
            "organisation.people", _("人员"), "organisation:people", "people", P.READ_PEOPLE, GROUP, 310
        ),
        MenuEntry(
            "organisation.imports", _("成批导入"), "organisation:imports", "upload", P.IMPORT, GROUP, 320
        ),
    ),
    subjects=(
        SubjectKind("organisation.body", _("机构"), _bodies),
        SubjectKind("organisation.person", _("人员"), _people),
        SubjectKind("organisation.post", _("职务"), _posts),
        SubjectKind("organisation.holding", _("任职"), _holdings),
        SubjectKind("organisation.term", _("届次"), _terms),
        SubjectKind("organisation.mandate", _("代表"), _mandates),
        SubjectKind("organisation.import", _("成批导入"), _imports),
    ),
    jobs=(
        JobKind(CHECK_JOB, _("检查导入文件"), run_check),
        JobKind(IMPORT_JOB, _("成批导入"), run_import),
    ),
    help=(
        Help("organisation.tree", _("机构树：查看、增加、调整和停用"), "organisation/help_tree.html", 10),
        Help("organisation.people", _("人员、职务和代表"), "organisation/help_people.html", 20),
        Help("organisation.import", _("用 Excel 成批导入和导出"), "organisation/help_import.html", 30),
    ),
    demonstration=build,
    measures=(
        Measure(
            "organisation.deputies_in_office",
            _("在任代表人数"),
            UNIT,
            _("期末还在任的本级人大代表，一席一人；暂停执行职务的也算在内。"),
            P.READ_PEOPLE,
            deputies_in_office,
        ),
    ),
    command_words=COMMAND_WORDS,
)
