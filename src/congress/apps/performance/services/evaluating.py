"""Self-evaluation: weights and scores written into the table, as one step that can be taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain.editing import Edit, rewritten
from congress.apps.performance.domain.evaluating import evaluate, to_write_down
from congress.apps.performance.models import StepKind, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import assembled, stored_cells
from congress.apps.performance.services.correcting import open_for_editing
from congress.apps.performance.services.steps import Words, take_step
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.standards.errors import RuleViolation
from congress.standards.indicators import performance_scoring

_ANY_MONTH = 12


@command("performance.record_scores", permission=PerformancePermission.PREPARE, target=TargetTable)
def record_scores(
    *, actor: Person, at: datetime, target: UUID, version: int, scheme: str, act: Act[TargetTable] = DOOR
) -> int:
    """Write the weights and scores of a scheme into the table's cells (写入分值和得分). Returns how many cells changed.

    What a person judged stays. Raises `RuleViolation` for a table whose form has no such columns or where nothing
    would change.
    """
    open_for_editing(act)
    table = act.target
    typed = assembled(table)
    if not any(row.weight.cell or row.score.cell for row in typed.all_indicators):
        raise RuleViolation(
            "performance.no_score_columns",
            "这张表的版式没有“分值”“得分”两栏，写不进去。请先从它生成自评表，再写入。",
        )
    parts = evaluate(table=typed, scheme=scheme, month=_ANY_MONTH, rules=performance_scoring())
    texts = to_write_down(table=typed, parts=parts)
    if not texts:
        raise RuleViolation("performance.scores_written", "分值和得分都已经写好，没有需要改动的。")
    cells = {each.cell.address: each.cell for each in stored_cells(table)}
    edits = [rewritten(cell=cells[address], text=text) for address, text in texts.items()]
    changes = tuple(change for edit in edits for change in edit.changes)
    words = Words(f"分值和得分 {len(texts)} 格", "", "", f"计分办法：{parts[0].scheme.title}")
    take_step(act, kind=StepKind.TEXT, edit=Edit(changes, edits[0].address), words=words)
    act.note(scheme=scheme, cells=len(texts))
    return len(texts)
