"""What knowledge declares of itself."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from congress.platform.core.actors import Actor
from congress.platform.core.manifest import (
    Help,
    Manifest,
    MenuEntry,
    Permission,
    RoleTemplate,
    SubjectKind,
    SubjectView,
)
from congress.platform.knowledge.demonstration import build
from congress.platform.knowledge.permissions import KnowledgePermission
from congress.platform.knowledge.selectors import entries


def _entries(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SubjectView]:
    return {
        row.pk: SubjectView(
            row.title, reverse("knowledge:known", args=[row.kind, row.key]), row.get_state_display()
        )
        for row in entries(actor).filter(pk__in=ids)
    }


MANIFEST = Manifest(
    name="knowledge",
    title=_("数据字典"),
    permissions=(
        Permission(KnowledgePermission.READ, _("查看数据字典"), anywhere=True),
        Permission(KnowledgePermission.EDIT, _("登记和更正数据字典"), systems=("console",)),
    ),
    roles=(
        RoleTemplate(
            "knowledge_editor", _("数据字典管理员"), (KnowledgePermission.READ, KnowledgePermission.EDIT)
        ),
        RoleTemplate("knowledge_reader", _("数据字典查阅人"), (KnowledgePermission.READ,)),
    ),
    menu=(
        MenuEntry(
            "knowledge.dictionary",
            _("数据字典"),
            "knowledge:dictionary",
            "book",
            KnowledgePermission.READ,
            _("系统"),
            860,
        ),
    ),
    subjects=(SubjectKind("knowledge.entry", _("数据字典条目"), _entries),),
    help=(Help("knowledge.dictionary", _("数据字典"), "knowledge/help_dictionary.html", 80),),
    command_words={
        "knowledge.add_entry": _("登记数据字典"),
        "knowledge.change_entry": _("更正数据字典"),
        "knowledge.retire_entry": _("停用数据字典条目"),
        "knowledge.restore_entry": _("恢复数据字典条目"),
    },
    demonstration=build,
)
