"""What each command of organisation is called in the audit pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from congress.platform.core.manifest import Text

COMMAND_WORDS: dict[str, Text] = {
    "organisation.found_place": _("建立本地机构树"),
    "organisation.create_body": _("增加机构"),
    "organisation.change_body": _("修改机构"),
    "organisation.move_body": _("调整隶属"),
    "organisation.close_body": _("停用机构"),
    "organisation.reopen_body": _("恢复使用机构"),
    "organisation.create_person": _("登记人员"),
    "organisation.change_person": _("修改人员"),
    "organisation.transfer_person": _("调动人员"),
    "organisation.create_post": _("设立职务"),
    "organisation.change_post": _("修改职务"),
    "organisation.retire_post": _("撤销职务"),
    "organisation.appoint": _("任职"),
    "organisation.end_holding": _("免职"),
    "organisation.create_term": _("建立届次"),
    "organisation.end_term": _("结束届次"),
    "organisation.add_mandate": _("登记代表"),
    "organisation.suspend_mandate": _("暂停代表职务"),
    "organisation.resume_mandate": _("恢复代表职务"),
    "organisation.end_mandate": _("代表资格终止"),
    "organisation.receive_file": _("上传导入文件"),
    "organisation.begin_check": _("开始检查导入文件"),
    "organisation.keep_rows": _("暂存待导入的行"),
    "organisation.finish_check": _("登记检查结果"),
    "organisation.refuse_file": _("登记文件读不了"),
    "organisation.start_import": _("确认导入"),
    "organisation.open_import": _("开始写入"),
    "organisation.import_bodies": _("写入一段新机构"),
    "organisation.import_people": _("写入一段新人员"),
    "organisation.begin_closing": _("写入完毕，开始收尾"),
    "organisation.change_people": _("修改一段已有人员"),
    "organisation.close_import": _("完成写入"),
    "organisation.index_bodies": _("编入检索"),
    "organisation.finish_import": _("导入结束"),
    "organisation.drop_import": _("放弃导入"),
    "organisation.abandon_import": _("按要求停止导入"),
    "organisation.take_back": _("清除未生效的行"),
}
