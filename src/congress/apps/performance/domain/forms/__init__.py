"""Forms (版式): one module per family, each able to read and to lay out its own table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from congress.apps.performance.domain.detection import Signature
from congress.apps.performance.domain.forms import (
    county,
    department,
    department_layout,
    dongguan,
    project_sheets,
    project_sheets_layout,
    project_trees,
    project_trees_layout,
    projects,
    projects_layout,
    shenzhen,
    shenzhen_layout,
)
from congress.apps.performance.domain.layout_parts import Layout
from congress.apps.performance.domain.lines import Collector, Line
from congress.apps.performance.domain.table import PerformanceTable


@dataclass(frozen=True, slots=True)
class Form:
    """A family of tables that share their layout."""

    key: str
    name: str
    read: Callable[[Sequence[Line], Collector], None]
    lay_out: Callable[[PerformanceTable], Layout]


FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        Form("dongguan", dongguan.SIGNATURE.name, department.read, department_layout.lay_out),
        Form("county", county.SIGNATURE.name, department.read, department_layout.lay_out),
        Form("shenzhen", shenzhen.SIGNATURE.name, shenzhen.read, shenzhen_layout.lay_out),
        Form("projects", projects.SIGNATURE.name, projects.read, projects_layout.lay_out),
        Form("project_trees", project_trees.SIGNATURE.name, project_trees.read, project_trees_layout.lay_out),
        Form(
            "project_targets",
            project_sheets.TARGETS.name,
            project_sheets.read_projects,
            project_sheets_layout.lay_out_targets,
        ),
        Form(
            "project_evaluation",
            project_sheets.EVALUATION.name,
            project_sheets.read_projects,
            project_sheets_layout.lay_out_evaluation,
        ),
        Form(
            "department_evaluation",
            project_sheets.DEPARTMENT.name,
            project_sheets.read_department,
            project_sheets_layout.lay_out_department,
        ),
    )
}

SIGNATURES: tuple[Signature, ...] = (
    dongguan.SIGNATURE,
    county.SIGNATURE,
    shenzhen.SIGNATURE,
    projects.SIGNATURE,
    project_trees.SIGNATURE,
    *project_sheets.SIGNATURES,
)
