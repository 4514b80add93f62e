"""The opening paragraph (公开说明), built from fields: on which notices a publication rests, of which year, of whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Final

from congress.apps.performance.domain.cells import AS_WRITTEN, Block, CellKind, CellState, ReadCell
from congress.apps.performance.domain.table import Entry, PerformanceTable, Stage
from congress.platform.documents.contracts import Place
from congress.standards.errors import RuleViolation

ADDRESS: Final = "head.notice"
# Where a title names the table's year: the year itself is stored once, with the table.
YEAR_MARK: Final = "{year}"
MOST_NOTICES: Final = 6
LIMITS: Final = {"office": 60, "title": 120, "number": 40}
_LABELS: Final = {"office": "发文单位", "title": "文件名称", "number": "文号"}
_CITED = re.compile(
    r"(?P<office>[^，。；：、《》（）()]*)《(?P<title>[^》]+)》\s*[（(](?P<number>[^（）()]*号)[）)]"
)
_LEADING = re.compile(r"^.*?(?:根据|按照|依据|以及|和|及|与)")


@dataclass(frozen=True, slots=True)
class Notice:
    """A document the publication rests on: who sent it, what it is called (without 《》), its number."""

    office: str
    title: str
    number: str

    def written(self, *, year: int | None) -> str:
        """The notice as the paragraph cites it: 云川市财政局《关于……的通知》（云财预〔2026〕31号）."""
        title = self.title.replace(YEAR_MARK, str(year)) if year else self.title
        return f"{self.office}《{title}》" + (f"（{self.number}）" if self.number else "")


def kept_notices(*, notices: Iterable[Notice], year: int | None) -> list[dict[str, str]]:
    """Notices as they are stored: trimmed, without 《》, the table's year in a title replaced by its mark.

    Rows left wholly empty are dropped; raises `RuleViolation` for one without office or title, or one too long.
    """
    kept = [trimmed for each in notices if (trimmed := _trimmed(each, year)) != Notice("", "", "")]
    if len(kept) > MOST_NOTICES:
        raise RuleViolation(
            "performance.too_many_notices", f"最多填写 {MOST_NOTICES} 个文件，请留下最主要的。"
        )
    for number, each in enumerate(kept, start=1):
        _check(each, number)
    return [asdict(each) for each in kept]


def notices_of(kept: Sequence[Mapping[str, str]]) -> tuple[Notice, ...]:
    """The notices that `kept_notices` put away."""
    return tuple(Notice(each["office"], each["title"], each["number"]) for each in kept)


def notices_cited(*, text: str, year: int | None) -> tuple[Notice, ...]:
    """The notices an imported paragraph cites, as a proposal for the fields; those without a number are left out.

    One that names no office is taken to be of the same office as the one before, as the sentence reads.
    """
    found: list[Notice] = []
    for match in list(_CITED.finditer(text))[:MOST_NOTICES]:
        office = _LEADING.sub("", match["office"]).strip() or (found[-1].office if found else "")
        found.append(_trimmed(Notice(office, "".join(match["title"].split()), match["number"]), year))
    return tuple(found)


def opening_paragraph(*, table: PerformanceTable, notices: Sequence[Notice], stage: Stage | None) -> str:
    """The paragraph above the published table; raises `RuleViolation` while the table has no year.

    One office named several times in a row is written once.
    """
    if table.year.value is None:
        raise RuleViolation("performance.no_year", "本表还没有年度，请先把“标题与说明”里的年度改好。")
    cited: list[str] = []
    before = ""
    for each in notices:
        same = replace(each, office="") if each.office == before else each
        cited.append(same.written(year=table.year.value))
        before = each.office
    return (
        f"按照{'、'.join(cited[:-1])}{'和' if len(cited) > 1 else ''}{cited[-1]}，"
        f"现将{table.year.value}年{table.body_name.text}{_what(table, stage)}公布如下："
    )


def with_opening(
    *, table: PerformanceTable, notices: Sequence[Notice], stage: Stage | None
) -> PerformanceTable:
    """The table with its opening paragraph built from the fields; as it stands where there are none, or no year."""
    if not notices or table.year.value is None:
        return table
    text = opening_paragraph(table=table, notices=notices, stage=stage)
    cell = table.notice.cell or ReadCell(
        address=ADDRESS,
        block=Block.HEAD,
        order=0,
        label="公开说明",
        kind=CellKind.LONG_TEXT,
        raw="",
        text="",
        state=CellState.VALUE,
        place=Place(1, 1),
        confidence=AS_WRITTEN,
    )
    built = replace(cell, text=text, state=CellState.VALUE, note="由公开说明的各栏生成")
    return replace(table, notice=Entry(ADDRESS, text, built))


def _what(table: PerformanceTable, stage: Stage | None) -> str:
    whose = "项目支出" if table.projects and not table.indicators else "部门整体支出"
    if stage is Stage.SELF_EVALUATED:
        return f"{whose}绩效自评情况"
    named = stage.label if stage in (Stage.DECLARED, Stage.APPROVED, Stage.ADJUSTED) else ""
    return f"{whose}绩效目标{named}情况"


def _trimmed(notice: Notice, year: int | None) -> Notice:
    parts = {each.name: " ".join(getattr(notice, each.name).split()) for each in fields(Notice)}
    title = parts["title"].removeprefix("《").removesuffix("》").strip()
    if year is not None:
        title = re.sub(rf"(?<!\d){year}(?=\s*年)", YEAR_MARK, title)
    return Notice(parts["office"], title, parts["number"].replace(" ", "").strip("（）()"))


def _check(notice: Notice, number: int) -> None:
    for name in ("office", "title"):
        if not getattr(notice, name):
            raise RuleViolation(
                "performance.notice_incomplete",
                f"第 {number} 个文件没有填写{_LABELS[name]}，请补全；不需要的整行清空。",
            )
    for name, most in LIMITS.items():
        if len(getattr(notice, name)) > most:
            raise RuleViolation(
                "performance.notice_too_long",
                f"第 {number} 个文件的{_LABELS[name]}不能超过 {most} 个字，请缩短。",
            )
