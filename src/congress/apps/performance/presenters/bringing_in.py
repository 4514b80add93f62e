"""What became of each file somebody brought in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from congress.apps.performance.selectors import Twin


@dataclass(frozen=True, slots=True)
class Brought:
    """One file: being read (`job`), refused (a sentence), or the same as one that came before (`twin`).

    `token` brings the last in once more without another upload.
    """

    name: str
    job: UUID | None = None
    refusal: str = ""
    twin: Twin | None = None
    token: str = ""
