"""What became of each file somebody brought in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from congress.apps.performance.selectors import Twin


@dataclass(frozen=True, slots=True)
class Brought:
    """One file: being read (`job`) or refused (a sentence); `twin` is what was made of the same bytes before."""

    name: str
    job: UUID | None = None
    refusal: str = ""
    twin: Twin | None = None
