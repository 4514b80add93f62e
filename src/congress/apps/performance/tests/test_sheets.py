"""A published sheet names its form, and is shown again exactly as it was kept."""

import json

from congress.apps.performance.domain import Layout, LayoutBlock, LayoutCell
from congress.apps.performance.presenters.sheets import kept_sheet, sheet_again, sheet_of
from congress.platform.documents.contracts import Paragraph


def layout(title: str) -> Layout:
    block = LayoutBlock("基本信息", ((LayoutCell("名称", header=True), LayoutCell("办公室")),), head_rows=0)
    return Layout(
        "dongguan", title, "公开说明", "整体支出绩效目标表", "(2026年)", ("金额单位为元。",), (1, 2), (block,)
    )


def test_the_form_is_named_below_the_pages_title() -> None:
    assert sheet_of(layout("批复情况")).blocks[0] == Paragraph(
        "整体支出绩效目标表", align="center", indent=False, strong=True
    )


def test_a_form_without_a_page_title_is_the_title() -> None:
    sheet = sheet_of(layout(""))
    assert sheet.title == "整体支出绩效目标表"
    assert len(sheet.blocks) == 1


def test_what_was_kept_is_shown_again() -> None:
    sheet = sheet_of(layout("批复情况"))
    assert sheet_again(json.loads(json.dumps(kept_sheet(sheet)))) == sheet
