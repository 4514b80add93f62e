"""Sheets of our own writing for the tests of renderers."""

from __future__ import annotations

from congress.platform.documents.contracts import (
    Grid,
    GridCell,
    Heading,
    Orientation,
    Paper,
    Paragraph,
    Sheet,
)

TITLE = "2026年云溪市人民代表大会常务委员会办公室部门整体支出绩效目标表"
MARKUP = '<b>不是标记</b> & "引号" #let x = 1 $a$ *强* \\n _下划线_ @ref'


def head(text: str, colspan: int = 1, rowspan: int = 1) -> GridCell:
    return GridCell(text, colspan, rowspan, header=True, align="center", strong=True)


def amount(text: str) -> GridCell:
    return GridCell(text, align="end")


def tasks(count: int, *, long_at: int | None = None) -> Grid:
    """A table of yearly tasks with a head of two rows, the second task as long as wanted."""
    rows = [
        (head("年度主要任务", rowspan=2), head("主要内容", rowspan=2), head("预算数（元）", colspan=2)),
        (head("总额"), head("其中：财政拨款")),
    ]
    for number in range(1, count + 1):
        words = "组织代表视察重点项目并督促落实；" * (300 if number == long_at else 1 + number % 3)
        rows.append(
            (
                GridCell(f"任务{number}", header=True),
                GridCell(words),
                amount(f"{1234567 * number:,}.00"),
                amount(f"{34567 * number:,}.50"),
            )
        )
    rows.append((head("合计", colspan=2), GridCell("9,999,999.00", align="end", strong=True), amount("0.00")))
    return Grid((3, 8, 4, 4), tuple(rows), 2, "年度主要任务表", "单位：元")


def facts() -> Grid:
    """A small form without a head, with cells over two rows."""
    return Grid(
        (1, 2, 1, 2),
        (
            (head("部门名称"), GridCell("云溪市人民代表大会常务委员会办公室", colspan=3)),
            (
                head("基本信息", rowspan=2),
                GridCell("财政供养人员数"),
                amount("66"),
                GridCell("—", align="center"),
            ),
            (GridCell("下属二级单位数"), amount("0"), GridCell(MARKUP)),
        ),
        caption="基本情况表",
    )


def sheet(
    count: int = 4, *, orientation: Orientation = "portrait", paper: Paper = "A4", **more: int
) -> Sheet:
    """A whole sheet with every kind of block."""
    return Sheet(
        TITLE,
        "（2026年）",
        ("根据市财政局关于批复部门预算的通知，现将部门整体支出绩效目标予以公开。", MARKUP),
        (
            Heading("一、基本情况"),
            facts(),
            Heading("二、年度主要任务", 2),
            tasks(count, **more),
            Heading("说明", 3),
            Paragraph("金额按元填列。\n保留两位小数。"),
            Paragraph("云溪市人民代表大会常务委员会办公室", align="end", strong=True),
        ),
        ("注：本表由云溪市人民代表大会常务委员会办公室填报。",),
        orientation,
        paper,
    )
