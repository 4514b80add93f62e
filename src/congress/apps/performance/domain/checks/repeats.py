"""Checks of repetition: indicators copied from project to project, and things listed twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from congress.apps.performance.domain.checks.examined import Examined, belongs_to, group_of, named_project
from congress.apps.performance.domain.checks.findings import Finding, finding, wan
from congress.apps.performance.domain.checks.words import bare_name, quoted, subjects_in, yearless
from congress.apps.performance.domain.table import Indicator, Project
from congress.standards.indicators import CheckRule

_SATISFACTION = ("satisfaction",)
_FEWEST = 2
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def pq09(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ09: indicators copied from project to project, or that speak of another project's subject."""
    projects = examined.table.projects
    enough = int(rule.decimal("shared_projects"))
    users: defaultdict[str, list[Indicator]] = defaultdict(list)
    for project in projects:
        for row in project.indicators:
            if not belongs_to(row, _SATISFACTION) and row.name.value:
                users[bare_name(row.name.text)].append(row)
    shared = {name for name, rows in users.items() if len({row.project for row in rows}) >= enough}
    names = {project.number: named_project(project) for project in projects}
    for name in users:
        if name in shared:
            yield _copied(users[name], names, rule)
    for project in projects:
        yield from _only_shared(project, shared, rule)
        yield from _irrelevant(project, rule)


def _copied(rows: Sequence[Indicator], names: dict[int, str], rule: CheckRule) -> Finding:
    numbers = dict.fromkeys(row.project for row in rows if row.project is not None)
    figures = {
        "name": rows[0].name.text,
        "count": len(numbers),
        "projects": quoted(names[number] for number in numbers),
    }
    return finding(rule, "copied", [row.name.address for row in rows], figures=figures)


def _only_shared(project: Project, shared: set[str], rule: CheckRule) -> Iterator[Finding]:
    own = [row for row in project.indicators if not belongs_to(row, _SATISFACTION)]
    if len(own) >= _FEWEST and all(bare_name(row.name.text) in shared for row in own):
        amount = project.money.total.value or project.money.budget.value
        figures = {
            "project": named_project(project),
            "amount": wan(amount.yuan) if amount else "金额未填",
            "count": len(own),
        }
        addresses = (project.name.address, *(row.name.address for row in own))
        yield finding(rule, "only_shared", addresses, figures=figures)


def _irrelevant(project: Project, rule: CheckRule) -> Iterator[Finding]:
    about = "\n".join(entry.text for entry in (project.name, project.goal, project.achieved))
    of_project = subjects_in(about, rule.words("subjects"))
    for row in project.indicators:
        found = subjects_in(bare_name(row.name.text), rule.words("subjects"))
        foreign = [subject for subject in found if subject in rule.words("checked_subjects")]
        if foreign and not set(found) & set(of_project):
            figures = {
                "project": named_project(project),
                "subject": foreign[0].partition("|")[0],
                "name": row.name.text,
            }
            yield finding(rule, "irrelevant", (row.name.address, project.name.address), figures=figures)


def pq10(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    """PQ10: one indicator twice, or one project twice under two years."""
    for owner in examined.owners:
        alike: defaultdict[str, list[Indicator]] = defaultdict(list)
        for row in owner.rows:
            if row.name.value:
                alike[bare_name(row.name.text)].append(row)
        for rows in alike.values():
            if len(rows) > 1:
                yield _twice(rows, rule)
    yield from _projects_alike(examined, rule)


def _twice(rows: Sequence[Indicator], rule: CheckRule) -> Finding:
    output = next((row for row in rows if belongs_to(row, ("output",))), None)
    benefit = next((row for row in rows if belongs_to(row, ("benefit",))), None)
    addresses = [row.name.address for row in rows]
    if output and benefit:
        figures = {"name": rows[0].name.text, "first": group_of(output), "second": group_of(benefit)}
        return finding(rule, "output_and_benefit", addresses, figures=figures)
    groups = "、".join(dict.fromkeys(group_of(row) for row in rows))
    figures = {"name": rows[0].name.text, "first": groups, "count": str(len(rows))}
    return finding(rule, "duplicate", addresses, figures=figures)


def _projects_alike(examined: Examined, rule: CheckRule) -> Iterator[Finding]:
    alike: defaultdict[str, list[Project]] = defaultdict(list)
    for project in examined.table.projects:
        if project.name.value:
            alike[yearless(project.name.text)].append(project)
    for projects in alike.values():
        if len(projects) > 1:
            yield _alike(projects, rule)


def _alike(projects: Sequence[Project], rule: CheckRule) -> Finding:
    times = Counter(year for project in projects for year in _years_of(project))
    common = sorted(year for year, count in times.items() if count > 1)
    figures = {
        "projects": quoted(named_project(project) for project in projects),
        "year": "、".join(str(year) for year in common),
    }
    addresses = [project.name.address for project in projects]
    case = "projects_overlap" if common else "projects_alike"
    return finding(rule, case, addresses, figures=figures)


def _years_of(project: Project) -> set[int]:
    """The years a project's name or period speaks of, those between included."""
    years = [int(year) for year in _YEAR.findall(f"{project.name.text} {project.period.text}")]
    return set(range(min(years), max(years) + 1)) if years else set()
