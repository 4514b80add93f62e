"""What is acted upon, named so that it can be kept long after the thing itself has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing by kind and id, with its title at the time. Manifests resolve it to link, status and permission."""

    kind: str
    id: UUID
    title: str

    @classmethod
    def of(cls, thing: Any) -> Subject:
        """The subject of a model row that names its `subject_kind`."""
        return cls(kind=thing.subject_kind, id=thing.pk, title=thing.subject_title())
