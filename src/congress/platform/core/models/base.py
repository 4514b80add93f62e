"""What every table of the platform shares: ids, versions, guarded writes, data classes."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from congress.platform.core.guard import require_open
from congress.platform.core.ids import new_id
from congress.platform.core.ports import Scope

M = TypeVar("M", bound=models.Model)


class DataClass(StrEnum):
    """How carefully a field must be handled."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Record(StrEnum):
    """Whether rows may change after they were written."""

    MUTABLE = "mutable"
    APPEND_ONLY = "append-only"


def classify(
    *, public: str = "", internal: str = "", personal: str = "", sensitive: str = ""
) -> dict[str, DataClass]:
    """Name every field of a model under its data class; an architecture test finds the forgotten ones."""
    classes: dict[str, DataClass] = {}
    for names, data_class in (
        (public, DataClass.PUBLIC),
        (internal, DataClass.INTERNAL),
        (personal, DataClass.PERSONAL),
        (sensitive, DataClass.SENSITIVE),
    ):
        classes.update(dict.fromkeys(names.split(), data_class))
    return classes


class GuardedQuerySet(models.QuerySet[M]):
    """A queryset whose writes need an open command."""

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        if kwargs.get("update_conflicts"):
            self._require_change()
        require_open(self.model._meta.label)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        self._require_change()
        return super().bulk_update(objs, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_change()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_change()
        return super().delete()

    def _require_change(self) -> None:
        require_open(self.model._meta.label)
        if getattr(self.model, "record", Record.MUTABLE) is Record.APPEND_ONLY:
            raise AppendOnly(self.model._meta.label)


class AppendOnly(RuntimeError):
    """A defect: something tried to change or remove a row that is written once."""


class Table(models.Model):
    """Guarded writes. Subclasses name their `record` and classify every field."""

    record: ClassVar[Record] = Record.MUTABLE
    classified: ClassVar[dict[str, DataClass]] = {}
    scope: ClassVar[Scope] = Scope()
    batched: ClassVar[bool] = False
    subject_kind: ClassVar[str] = ""

    objects = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        require_open(self._meta.label)
        if self.record is Record.APPEND_ONLY and not self._state.adding:
            raise AppendOnly(self._meta.label)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        require_open(self._meta.label)
        if self.record is Record.APPEND_ONLY:
            raise AppendOnly(self._meta.label)
        return super().delete(*args, **kwargs)

    def subject_title(self) -> str:
        """What people call this row; kept in the audit as the title at the time."""
        return str(self)


class Identified(Table):
    """A row that has a URL, an event or an audit row: UUIDv7."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Versioned(Identified):
    """A row people edit: `version` travels with the form, so that the later of two writers is told."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def change(self, **values: Any) -> Self:
        """Set fields, count the version up and store exactly those columns."""
        for name, value in values.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=[*values, "version"])
        return self
