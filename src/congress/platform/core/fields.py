"""Database fields of our own: money as whole 分."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

FEN = Decimal("0.01")


class MoneyField(models.BigIntegerField):  # type: ignore[type-arg]
    """An amount: `Decimal` 元 in Python, integer 分 in the database. Anything finer than a 分 is refused."""

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, int):
            return Decimal(value)
        raise ValidationError("money is a Decimal in yuan")

    def get_prep_value(self, value: Any) -> int | None:
        yuan = self.to_python(value)
        if yuan is None:
            return None
        fen = yuan.scaleb(2)
        if fen != fen.to_integral_value():
            raise ValidationError("money is not kept finer than a 分")
        return int(fen)
