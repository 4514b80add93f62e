"""Writing next year's table (编制下年目标): it begins as last year's, every value a proposal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from congress.apps.performance.domain import Stage, assemble
from congress.apps.performance.domain.next_year import next_years_cells
from congress.apps.performance.models import Cell, TargetTable
from congress.apps.performance.permissions import PerformancePermission
from congress.apps.performance.selectors import search_entry, stored_cells, title_of
from congress.platform.core.actors import Person
from congress.platform.core.commands import DOOR, Act, command
from congress.platform.search.api import put
from congress.standards.errors import RuleViolation


@command("performance.draft_next_year", permission=PerformancePermission.PREPARE, target=TargetTable)
def draft_next_year(*, actor: Person, at: datetime, target: UUID, act: Act[TargetTable] = DOOR) -> UUID:
    """Begin next year's table from this one (编制下年目标). Returns the new table's id.

    Every value is kept as a proposal marked 上年值 that somebody has to confirm or change; results are left out.
    """
    last = act.target
    act.body = last.body_id
    if last.year is None:
        raise RuleViolation(
            "performance.year_unknown", "这张表没有写明年度，不能据此编制下年的表。请先在核对页填好年度。"
        )
    if last.body.active_until is not None:
        raise RuleViolation("performance.body_closed", "这个单位已经撤销，不能再编制。请在现在的单位下编制。")
    begun = last.drafts.filter(year=last.year + 1, form=last.form).first()
    if begun is not None:
        raise RuleViolation(
            "performance.next_year_begun", f"{last.year + 1}年的表已经在编制：“{begun.title}”，请直接打开它。"
        )
    cells = next_years_cells(cells=[each.cell for each in stored_cells(last)], year=last.year)
    typed = assemble(form=last.form, cells=cells)
    table = TargetTable(
        body=last.body,
        title=title_of(typed) or f"{last.year + 1}年绩效目标表",
        year=last.year + 1,
        form=last.form,
        drafted_from=last,
        stage=Stage.DECLARED,
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
