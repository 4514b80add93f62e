"""What organisation declares of itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from congress.platform.core.actors import Actor
from congress.platform.core.manifest import Manifest, Permission, RoleTemplate, SubjectKind, SubjectView
from congress.platform.organisation.demonstration import build
from congress.platform.organisation.permissions import OrganisationPermission as P
from congress.platform.organisation.selectors import bodies


def _resolve(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(row.name, f"/organisation/bodies/{row.pk}/", "停用" if row.active_until else "")
        for row in bodies(actor=actor).filter(pk__in=ids)
    }


MANIFEST = Manifest(
    name="organisation",
    title=_("机构与人员"),
    permissions=(
        Permission(P.FOUND, _("建立本地机构树"), systems=("console",)),
        Permission(P.READ, _("查看机构"), systems=("console",)),
        Permission(P.MANAGE, _("管理机构"), systems=("console",)),
        Permission(P.READ_PEOPLE, _("查看人员"), systems=("console",)),
        Permission(P.MANAGE_PEOPLE, _("管理人员、职务和代表"), systems=("console",)),
        Permission(P.IMPORT_ROWS, _("登记成批导入的机构和人员"), systems=("organisation.import",)),
    ),
    roles=(
        RoleTemplate(
            "organisation_manager", _("机构人员管理"), (P.READ, P.MANAGE, P.READ_PEOPLE, P.MANAGE_PEOPLE)
        ),
        RoleTemplate("organisation_reader", _("机构查看"), (P.READ,)),
    ),
    subjects=(SubjectKind("organisation.body", _("机构"), _resolve),),
    demonstration=build,
    command_words={
        "organisation.found_place": _("建立本地机构树"),
        "organisation.create_body": _("增加机构"),
        "organisation.change_body": _("修改机构"),
        "organisation.move_body": _("调整隶属"),
        "organisation.close_body": _("停用机构"),
        "organisation.create_person": _("登记人员"),
        "organisation.change_person": _("修改人员"),
        "organisation.create_post": _("设立职务"),
        "organisation.appoint": _("任职"),
        "organisation.end_holding": _("免职"),
        "organisation.create_term": _("建立届次"),
        "organisation.add_mandate": _("登记代表"),
        "organisation.suspend_mandate": _("暂停代表职务"),
        "organisation.resume_mandate": _("恢复代表职务"),
        "organisation.end_mandate": _("代表资格终止"),
    },
)
