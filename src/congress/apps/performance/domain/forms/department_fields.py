"""Department fields: the labelled values of whole-department target forms, in all their wordings."""

from __future__ import annotations

from congress.apps.performance.domain.cells import Block, CellKind
from congress.apps.performance.domain.forms import wordings
from congress.apps.performance.domain.forms.fields import Field
from congress.apps.performance.domain.lines import Line


def _money(name: str, label: str, group: str) -> Field:
    return Field(f"money.{name}", Block.MONEY, label, None, group)


_FIELDS = {
    field.label: field
    for field in (
        Field("body.name", Block.BODY, "部门名称", CellKind.TEXT),
        Field("head.year", Block.HEAD, "预算年度", CellKind.YEAR),
        Field("body.staff_count", Block.BODY, "财政供养人员数", CellKind.INTEGER, "body"),
        Field("body.subordinate_units", Block.BODY, "下属二级单位数", CellKind.INTEGER, "body"),
        _money("basic", "基本支出", "spending"),
        _money("fiscal", "财政拨款", "sources"),
        _money("project", "项目支出", "spending"),
        _money("other_sources", "其他资金", "sources"),
        _money("special", "财政专项资金", "development"),
        _money("own_level", "市本级使用资金", "levels"),
        _money("other", "其他事业发展性支出", "development"),
        _money("transfer", "拟用于对下转移支付资金", "levels"),
    )
}
_ALSO = {
    "部门名称": wordings.BODY_NAME,
    "预算年度": wordings.YEAR,
    "财政供养人员数": wordings.STAFF,
    "下属二级单位数": wordings.SUBORDINATE_UNITS,
    "基本支出": frozenset({"基本支出预算", "基本支出金额"}),
    "项目支出": frozenset({"项目支出预算", "项目支出金额"}),
    "财政拨款": frozenset({"财政拨款收入", "财政性资金", "财政资金"}),
    "其他资金": frozenset({"其他收入", "其他来源资金", "非财政性资金"}),
    "市本级使用资金": wordings.OWN_LEVEL,
    "拟用于对下转移支付资金": frozenset(
        {"对下转移支付资金", "拟用于对下转移支付", "对下转移支付", "拟用于对镇转移支付资金"}
    ),
}
FIELDS = _FIELDS | {wording: _FIELDS[label] for label, said in _ALSO.items() for wording in said}
MONEY_LABELS = frozenset(label for label, field in FIELDS.items() if field.kind is None)
NAMED_IN_ONE_CELL = wordings.BODY_NAME | wordings.YEAR | wordings.STAFF | wordings.SUBORDINATE_UNITS
# What the second heading row above tasks says: the whole, and what it is made of.
PARTS = wordings.WHOLE | wordings.FISCAL_PART | wordings.OTHER_PART


def holds_fields(line: Line) -> bool:
    """Whether a row holds labelled money or begins its block, and is not the second heading row above tasks."""
    labels = [piece.base for piece in line.filled]
    money = sum(label in MONEY_LABELS for label in labels)
    headed = any(label in wordings.MONEY_HEADINGS for label in labels)
    begins = line.filled[0].column == 0 and labels[0] in wordings.MONEY_BLOCKS and len(labels) > 1
    return (begins or money > 1 or (money == 1 and headed)) and not all(label in PARTS for label in labels)
