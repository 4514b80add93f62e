"""Self-evaluation: its table begun from the targets, weights and scores written as one step that can be undone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain import assemble
from congress.apps.performance.domain.editing import Edit, rewritten
from congress.apps.performance.domain.evaluating import evaluate, to_write_down
from congress.apps.performance.domain.self_evaluation import self_evaluation_cells
from congress.apps.performance.models import Cell, StepKind, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import assembled, search_entry, stored_cells, title_of
from congress.apps.performance.selectors.rounds import assembled_with_answers
from congress.apps.performance.services.steps import Pen, Words
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.search.api import put
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
    Pen(act)
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
    Pen(act).take(kind=StepKind.TEXT, edit=Edit(changes, edits[0].address), words=words)
    act.note(scheme=scheme, cells=len(texts))
    return len(texts)


@command("performance.draft_self_evaluation", permission=PerformancePermission.PREPARE, target=TargetTable)
def draft_self_evaluation(*, actor: Person, at: datetime, target: UUID, act: Act[TargetTable] = DOOR) -> UUID:
    """Begin the self-evaluation of a target table (生成自评表). Returns the new table's id.

    Targets, budgets and results so far are taken along; weights the table does not state are proposals.
    """
    planned = act.target
    act.body = planned.body_id
    if planned.body.active_until is not None:
        raise RuleViolation("performance.body_closed", "这个单位已经撤销，不能再自评。请在现在的单位下办理。")
    form, cells = self_evaluation_cells(table=assembled_with_answers(planned), rules=performance_scoring())
    begun = planned.drafts.filter(year=planned.year, form=form).first()
    if begun is not None:
        raise RuleViolation(
            "performance.evaluation_begun", f"这张表的自评表已经生成：“{begun.title}”，请直接打开它。"
        )
    typed = assemble(form=form, cells=cells)
    table = TargetTable(
        body=planned.body,
        title=title_of(typed),
        year=planned.year,
        form=form,
        drafted_from=planned,
        prepared_by=actor.account,
        imported_at=at,
    )
    table.save(force_insert=True)
    table.take_part(account=actor.account, at=at)
    Cell.objects.bulk_create([Cell.of(table, cell) for cell in cells])
    act.about(table)
    act.note(cells=len(cells))
    put(act, **search_entry(table, typed))
    return table.pk
