"""What performance declares of itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congress.apps.performance.demonstration import build
from congress.apps.performance.handlers import HANDLERS
from congress.apps.performance.permissions import Machine
from congress.apps.performance.permissions import PerformancePermission as P
from congress.apps.performance.presenters.offered import (
    card,
    public_card,
    resolve_publications,
    resolve_tables,
)
from congress.apps.performance.tasks import run_import, run_publish
from congress.platform.core.manifest import (
    Help,
    HomeCard,
    JobKind,
    Manifest,
    MenuEntry,
    Permission,
    RoleTemplate,
    SubjectKind,
)

MANIFEST = Manifest(
    name="performance",
    title=_("绩效目标"),
    switchable=True,
    permissions=(
        Permission(P.READ, _("查看绩效目标表")),
        Permission(P.PREPARE, _("导入、更正和提交绩效目标表")),
        Permission(P.REVIEW, _("复核绩效目标表")),
        Permission(P.PUBLISH, _("公开绩效目标表")),
        Permission(P.COLLECT, _("组织绩效填报")),
        Permission(P.FILL, _("填报本单位的绩效指标")),
        Permission(
            P.RECORD,
            _("登记导入和公开的结果"),
            systems=(*Machine, *(each.name for each in HANDLERS)),
        ),
        Permission(P.READ_PUBLISHED, _("查看已公开的绩效目标表"), public=True),
    ),
    roles=(
        RoleTemplate("performance_preparer", _("绩效经办"), (P.READ, P.PREPARE, P.COLLECT)),
        RoleTemplate("performance_contact", _("绩效填报联系人"), (P.FILL,)),
        RoleTemplate("performance_reviewer", _("绩效复核"), (P.READ, P.REVIEW, P.PUBLISH)),
    ),
    menu=(
        MenuEntry(
            "performance.tables",
            _("绩效目标表"),
            "performance:tables",
            "performance",
            P.READ,
            _("预算与绩效"),
            200,
        ),
        MenuEntry(
            "performance.import",
            _("导入绩效文件"),
            "performance:bring_in",
            "upload",
            P.PREPARE,
            _("预算与绩效"),
            210,
        ),
    ),
    cards=(
        HomeCard("performance.tables", _("绩效目标表"), P.READ, card),
        HomeCard("performance.published", _("最近公开的绩效目标"), P.READ_PUBLISHED, public_card),
    ),
    subjects=(
        SubjectKind("performance.table", _("绩效目标表"), resolve_tables),
        SubjectKind("performance.publication", _("绩效目标公开"), resolve_publications),
    ),
    jobs=(
        JobKind(Machine.IMPORT, _("导入绩效文件"), run_import),
        JobKind(Machine.PUBLISH, _("生成并公开绩效文件"), run_publish),
    ),
    help=(
        Help("performance.import", _("导入和核对绩效文件"), "performance/help_import.html"),
        Help("performance.review", _("复核与公开"), "performance/help_review.html"),
    ),
    public_urls=("open_performance:published", "open_performance:publication", "open_performance:data"),
    handlers=HANDLERS,
    demonstration=build,
    command_words={
        "performance.receive_file": _("上传绩效文件"),
        "performance.record_table": _("登记导入结果"),
        "performance.correct_cell": _("更正一格"),
        "performance.undo_correction": _("撤销更正"),
        "performance.confirm_cell": _("确认一格无误"),
        "performance.submit_table": _("提交复核"),
        "performance.recall_table": _("撤回提交"),
        "performance.return_table": _("退回"),
        "performance.approve_table": _("复核通过"),
        "performance.publish_table": _("公开"),
        "performance.record_publication": _("登记公开结果"),
        "performance.tell_failed_import": _("通知导入失败"),
        "performance.tell_preparer": _("通知经办人"),
    },
)
