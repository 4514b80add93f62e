"""The tables: every field has a data class, every model says whether rows may change, none keeps money as a float."""

from __future__ import annotations

from django.apps import apps
from django.db import models

from congress.platform.core.models import DataClass, Record, Table


def own_models() -> list[type[models.Model]]:
    """Every model of the product."""
    return [each for each in apps.get_models() if each.__module__.startswith("congress.")]


def test_every_model_stands_on_the_guarded_base() -> None:
    assert [each._meta.label for each in own_models() if not issubclass(each, Table)] == []


def test_every_field_has_a_data_class_and_no_class_names_a_field_that_is_not_there() -> None:
    wrong = {}
    for model in own_models():
        named: dict[str, DataClass] = getattr(model, "classified", {})
        there = {field.name for field in model._meta.local_concrete_fields}
        if set(named) != there:
            wrong[model._meta.label] = {"forgotten": there - set(named), "gone": set(named) - there}
    assert wrong == {}


def test_every_model_says_whether_its_rows_may_change() -> None:
    assert [m._meta.label for m in own_models() if not isinstance(getattr(m, "record", None), Record)] == []


def test_a_model_whose_rows_are_edited_side_by_side_carries_a_version_only_if_rows_may_change() -> None:
    wrong = [
        model._meta.label
        for model in own_models()
        if getattr(model, "record", None) is Record.APPEND_ONLY
        and "version" in {field.name for field in model._meta.local_concrete_fields}
        and hasattr(model, "change")
    ]
    assert wrong == []


def test_no_column_is_a_float_or_a_decimal() -> None:
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, (models.FloatField, models.DecimalField))
    ]
    assert wrong == [], "money is a MoneyField, shares are numerator and denominator"


def test_no_foreign_key_leads_from_one_app_into_another() -> None:
    wrong = []
    for model in own_models():
        for field in model._meta.local_fields:
            target = field.related_model
            if isinstance(target, type) and _is_foreign(model.__module__, target.__module__):
                wrong.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert wrong == []


def test_a_key_into_another_platform_module_leaves_no_trace_there_and_protects() -> None:
    wrong = []
    for model in own_models():
        for field in model._meta.local_fields:
            target = field.related_model
            if not isinstance(field, models.ForeignKey) or not isinstance(target, type):
                continue
            if _module(model.__module__) == _module(target.__module__):
                continue
            if field.remote_field.related_name != "+" or field.remote_field.on_delete is not models.PROTECT:
                wrong.append(f"{model._meta.label}.{field.name}")
    assert wrong == []


def _module(dotted: str) -> tuple[str, ...]:
    return tuple(dotted.split(".")[1:3])


def _is_foreign(here: str, there: str) -> bool:
    one, other = _module(here), _module(there)
    return one != other and other[:1] == ("apps",)
