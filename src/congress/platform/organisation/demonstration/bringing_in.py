"""Bringing a table in as whoever stands at the console would, without waiting for a worker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from congress.platform.core.actors import System
from congress.platform.organisation.models import ImportPlan
from congress.platform.organisation.services import receive_file, start_import
from congress.platform.organisation.tasks import carry_out, check
from congress.platform.organisation.workbooks import workbook
from congress.standards.datasets import Dataset

CONSOLE = System("console")


def bring_in(
    *, kind: str, dataset: Dataset, rows: Iterable[Sequence[object]], root: UUID, at: datetime, name: str
) -> None:
    """Import a table below the root. Raises when a row is not as it should be: the demonstration has no faults."""
    content = workbook(dataset=dataset, rows=rows)
    plan = receive_file(
        actor=CONSOLE, at=at, target=root, kind=kind, file_name=name, content=content, by_job=False
    )
    check(plan, now=lambda: at)
    found = ImportPlan.objects.get(pk=plan)
    if found.state != "checked" or found.refused_count:
        raise RuntimeError(f"the demonstration's {kind} table has faults: {found.message} {found.faults[:3]}")
    start_import(actor=CONSOLE, at=at, target=plan, by_job=False)
    carry_out(plan, now=lambda: at, say=lambda done, total, message: None)
