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
        Permission(P.ISSUE, _("签发绩效目标表")),
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
        RoleTemplate("performance_reviewer", _("绩效复核"), (P.READ, P.REVIEW)),
        RoleTemplate("performance_issuer", _("绩效签发"), (P.READ, P.ISSUE, P.PUBLISH)),
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
    public_urls=(
        "open_performance:published",
        "open_performance:publication",
        "open_performance:page_file",
        "open_performance:data",
        "open_performance:schema",
    ),
    handlers=HANDLERS,
    demonstration=build,
    command_words={
        "performance.judge_rows": _("确认或否定两表的对应关系"),
        "performance.withdraw_judgement": _("撤销两表的对应关系"),
        "performance.open_round": _("新建填报轮次"),
        "performance.invite_units": _("增加填报单位"),
        "performance.remove_unit": _("移除填报单位"),
        "performance.change_contact": _("更换填报联系人"),
        "performance.assign_rows": _("分配填报指标"),
        "performance.send_round": _("发出填报"),
        "performance.close_round": _("结束填报"),
        "performance.urge_units": _("催报"),
        "performance.extend_deadline": _("填报延期"),
        "performance.return_report": _("退回填报"),
        "performance.adopt_report": _("采用填报"),
        "performance.fill_rows": _("填写指标"),
        "performance.report_unit": _("报送指标"),
        "performance.recall_report": _("撤回报送"),
        "performance.attach_evidence": _("添加佐证材料"),
        "performance.remove_evidence": _("移除佐证材料"),
        "performance.add_library_indicator": _("指标入库"),
        "performance.change_library_indicator": _("修改库中指标"),
        "performance.retire_library_indicator": _("停用库中指标"),
        "performance.draft_next_year": _("编制下年目标"),
        "performance.receive_file": _("上传绩效文件"),
        "performance.record_table": _("登记导入结果"),
        "performance.correct_cell": _("更正一格"),
        "performance.correct_cells": _("更正几格"),
        "performance.confirm_block": _("整块确认无误"),
        "performance.add_row": _("加一行"),
        "performance.remove_row": _("删一行"),
        "performance.move_row": _("移动一行"),
        "performance.merge_cells": _("合并两格"),
        "performance.merge_rows": _("合并两行"),
        "performance.split_cell": _("拆开一格"),
        "performance.shift_cells": _("整行移格"),
        "performance.undo_correction": _("撤销更正"),
        "performance.confirm_cell": _("确认一格无误"),
        "performance.submit_table": _("提交复核"),
        "performance.recall_table": _("撤回提交"),
        "performance.return_table": _("退回"),
        "performance.approve_table": _("复核通过"),
        "performance.issue_table": _("签发"),
        "performance.withhold_table": _("不予签发，退回"),
        "performance.publish_table": _("公开"),
        "performance.reopen_table": _("开始更正"),
        "performance.close_correction": _("取消更正"),
        "performance.decide_finding": _("处理检查结果"),
        "performance.undo_decision": _("撤销处理意见"),
        "performance.set_stage": _("选定阶段"),
        "performance.set_opening": _("填写公开说明"),
        "performance.record_publication": _("登记公开结果"),
        "performance.tell_failed_import": _("通知导入失败"),
        "performance.tell_preparer": _("通知经办人"),
    },
)
