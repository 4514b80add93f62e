"""Exchanged tables: their fields, units, keys and checks, and the faults of the rows that come in."""

from congress.standards.datasets.loader import dataset_from_fields, dataset_names, load_dataset
from congress.standards.datasets.schema import (
    Check,
    CheckKind,
    DataClass,
    Dataset,
    DatasetField,
    FieldType,
    Row,
    RowFault,
    Validation,
    Value,
)
from congress.standards.datasets.validation import validate

__all__ = [
    "Check",
    "CheckKind",
    "DataClass",
    "Dataset",
    "DatasetField",
    "FieldType",
    "Row",
    "RowFault",
    "Validation",
    "Value",
    "dataset_from_fields",
    "dataset_names",
    "load_dataset",
    "validate",
]
