"""What an imported table of bodies would change: new ones, changed ones, and every row that cannot come in, with why.

A blank optional cell leaves what stands there. A row is judged against the tree as it would stand after the import, so
that a file may bring a parent and its children together; when a row falls out, the rest is judged again without it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from congress.platform.organisation.domain.paths import DEEPEST
from congress.platform.organisation.domain.placing import (
    require_below,
    require_kind_and_level,
    require_order,
    require_region_within,
)
from congress.standards.codes import load_table
from congress.standards.datasets import Dataset, Row, RowFault
from congress.standards.errors import RuleViolation

USUAL_ORDER = 100
MOST_ROWS = 20_000
MOST_CHANGED = 500  # they are all changed by the one short act that ends the import


@dataclass(frozen=True, slots=True)
class Standing:
    """A body as it stands, or as it would stand after the import. `parent` is a code, None for the root."""

    code: str
    name: str
    short_name: str
    kind: str
    level: str
    region_code: str
    order: int
    active_from: date
    active_until: date | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class ExistingBody:
    """A body that is there: how it stands, whether this import may touch it, how many people are in office in it."""

    id: UUID
    version: int
    standing: Standing
    is_managed: bool
    in_office: int = 0


@dataclass(frozen=True, slots=True)
class NewBody:
    """A body that would be added."""

    row: int
    standing: Standing
    parent: UUID | None

    def as_json(self) -> dict[str, Any]:
        """The row as it is kept until the import; `parent_id` is None where the parent comes in with the same file."""
        return {"row": self.row, "parent_id": _text(self.parent), **_plain(self.standing)}


@dataclass(frozen=True, slots=True)
class ChangedBody:
    """A body that would be changed: how it stands, and how it would stand."""

    row: int
    before: ExistingBody
    after: Standing
    parent: UUID | None

    @property
    def is_moved(self) -> bool:
        """Whether it would stand under another body."""
        return self.after.parent != self.before.standing.parent

    def as_json(self) -> dict[str, Any]:
        """The row as it is kept until the import, with the version it was judged by."""
        known = {"row": self.row, "id": str(self.before.id), "version": self.before.version}
        place = {"moved": self.is_moved, "parent_id": _text(self.parent)}
        return {**known, **place, "changes": self.changes(), **_plain(self.after)}

    def changes(self) -> list[list[str]]:
        """What differs: the column's title, the text before, the text after."""
        before, after = self.before.standing, self.after
        return [
            [title, _shown(field, getattr(before, field)), _shown(field, getattr(after, field))]
            for field, title in TITLES.items()
            if getattr(before, field) != getattr(after, field)
        ]


@dataclass(frozen=True, slots=True)
class TreePlan:
    """What the import would do; bodies stand in an order in which parents come first."""

    new: tuple[NewBody, ...]
    changed: tuple[ChangedBody, ...]
    unchanged: int
    faults: tuple[RowFault, ...]


TITLES = {
    "name": "机构名称",
    "short_name": "简称",
    "parent": "上级编码",
    "kind": "机构类别",
    "level": "层级",
    "region_code": "行政区划代码",
    "order": "排序",
    "active_from": "启用日期",
    "active_until": "停用日期",
}

_Fault = tuple[str, str, str]  # the title of a column, why, a code


def plan_tree(
    *,
    rows: Sequence[Row],
    existing: Mapping[str, ExistingBody],
    taken: Collection[str],
    today: date,
) -> TreePlan:
    """Judge rows of the dataset `organisation_tree` against the tree.

    `existing` holds the bodies the importing person can see, by code; `taken` codes of bodies they cannot see.
    """
    wanted = {str(row.values["body_code"]): row for row in rows}
    faults: list[RowFault] = []
    while True:
        tree = _tree_after(wanted, existing, today)
        found = list(_judge(wanted, tree, existing, taken))
        if not found:
            break
        faults += found
        wrong = {fault.row for fault in found}
        wanted = {code: row for code, row in wanted.items() if row.number not in wrong}
    ids = {code: each.id for code, each in existing.items()}
    new = [
        NewBody(row.number, tree[code], ids.get(str(tree[code].parent)))
        for code, row in wanted.items()
        if code not in existing
    ]
    changed = [
        ChangedBody(row.number, existing[code], tree[code], ids.get(str(tree[code].parent)))
        for code, row in wanted.items()
        if code in existing and tree[code] != existing[code].standing
    ]
    if len(changed) > MOST_CHANGED:
        message = f"文件会修改 {len(changed)} 个已有机构，一次最多修改 {MOST_CHANGED} 个，请把文件分成几份分别导入。"
        raise RuleViolation("organisation.too_many_changes", message)
    faults.sort(key=lambda fault: fault.row)
    return TreePlan(
        tuple(sorted(new, key=lambda each: (_depth(each.standing.code, tree), each.row))),
        tuple(sorted(changed, key=lambda each: (_depth(each.after.code, tree), each.row))),
        len(wanted) - len(new) - len(changed),
        tuple(faults),
    )


def standing_from_json(row: Mapping[str, Any]) -> Standing:
    """A kept row again as it would stand."""
    until = row["active_until"]
    return Standing(
        **{
            name: row[name]
            for name in ("code", "name", "short_name", "kind", "level", "region_code", "order", "parent")
        },
        active_from=date.fromisoformat(row["active_from"]),
        active_until=None if until is None else date.fromisoformat(until),
    )


def row_of(standing: Standing, *, dataset: Dataset) -> list[object]:
    """A body as a row of the dataset, codes written as their names: what comes out goes in again."""
    values: dict[str, object] = {
        "body_code": standing.code,
        "name": standing.name,
        "short_name": standing.short_name or None,
        "parent_code": standing.parent,
        "kind": _shown("kind", standing.kind),
        "level": _shown("level", standing.level),
        "region_code": standing.region_code or None,
        "sort_order": standing.order,
        "start_date": standing.active_from,
        "end_date": standing.active_until,
    }
    return [values[column.name] for column in dataset.fields]


def _tree_after(
    wanted: Mapping[str, Row], existing: Mapping[str, ExistingBody], today: date
) -> dict[str, Standing]:
    tree = {code: each.standing for code, each in existing.items()}
    for code, row in wanted.items():
        tree[code] = _merged(row, tree.get(code), today)
    return tree


def _merged(row: Row, there: Standing | None, today: date) -> Standing:
    """The row over what stands there; a blank cell leaves it as it is."""
    values: Mapping[str, Any] = row.values
    given = {
        "code": values["body_code"],
        "name": values["name"],
        "short_name": values["short_name"],
        "kind": values["kind"],
        "level": values["level"],
        "region_code": str(values["region_code"]),
        "order": values["sort_order"],
        "active_from": values["start_date"],
        "active_until": values["end_date"],
        "parent": values["parent_code"],
    }
    filled = {name: value for name, value in given.items() if value is not None}
    if there is not None:
        return replace(there, **filled)
    usual = {
        "short_name": "",
        "order": USUAL_ORDER,
        "active_from": today,
        "active_until": None,
        "parent": None,
    }
    return Standing(**{**usual, **filled})


def _judge(
    wanted: Mapping[str, Row],
    tree: Mapping[str, Standing],
    existing: Mapping[str, ExistingBody],
    taken: Collection[str],
) -> Iterator[RowFault]:
    children: dict[str | None, list[str]] = {}
    for each in tree.values():
        children.setdefault(each.parent, []).append(each.code)
    for code, row in wanted.items():
        for title, reason, fault in _faults_of(tree[code], tree, existing, taken, children):
            yield RowFault(row.number, title, reason, fault)


def _faults_of(
    after: Standing,
    tree: Mapping[str, Standing],
    existing: Mapping[str, ExistingBody],
    taken: Collection[str],
    children: Mapping[str | None, Sequence[str]],
) -> Iterator[_Fault]:
    before = existing.get(after.code)
    if before is not None and after == before.standing:
        return
    if before is None and after.code in taken:
        yield "机构编码", "这个编码已由您管理范围之外的机构使用，请换一个编码。", "organisation.code_taken"
        return
    if before is not None and not before.is_managed:
        yield "机构编码", "这个机构不在您的管理范围之内，不能导入。", "organisation.out_of_scope"
        return
    if before is None or after.parent != before.standing.parent:
        found = list(_faults_of_place(after, tree, existing, children))
        yield from found
        if found:
            return
    yield from _faults_of_rules(after, tree, None if before is None else before.standing)
    if before is not None and after.active_until and not before.standing.active_until:
        yield from _faults_of_closing(after, tree, before, children)


def _faults_of_place(
    after: Standing,
    tree: Mapping[str, Standing],
    existing: Mapping[str, ExistingBody],
    children: Mapping[str | None, Sequence[str]],
) -> Iterator[_Fault]:
    """Whether it may stand where the file puts it."""
    title = TITLES["parent"]
    if after.parent is None:
        yield title, "请填写上级编码，只有最上一级机构可以留空。", "organisation.parent_needed"
    elif after.parent not in tree:
        reason = f"上级“{after.parent}”没有登记过，或者它所在的行有问题，请先改正那一行。"
        yield title, reason, "organisation.parent_missing"
    elif after.parent in existing and not existing[after.parent].is_managed:
        yield title, f"上级“{after.parent}”不在您的管理范围之内。", "organisation.out_of_scope"
    elif _is_in_circle(after.code, tree):
        yield title, "上级关系绕成了圈，请改正上级编码。", "organisation.circle"
    elif _depth(after.code, tree) + _height(after.code, children) > DEEPEST:
        yield title, f"机构上下最多 {DEEPEST} 层，这里已经超过。", "organisation.too_deep"


def _faults_of_rules(
    after: Standing, tree: Mapping[str, Standing], before: Standing | None
) -> Iterator[_Fault]:
    """Whether kind, level, region and days go together, with each other and with the parent's.

    A rule is asked only when the file touches what it is about: old sins do not keep a name from being corrected.
    """
    above = None if after.parent is None else tree.get(after.parent)
    rules: list[tuple[str, str, Callable[[], None]]] = [
        ("level", "kind level", lambda: require_kind_and_level(kind=after.kind, level=after.level)),
        (
            "active_until",
            "active_from active_until",
            lambda: require_order(start=after.active_from, end=after.active_until, field=""),
        ),
    ]
    if above is not None:
        rules += [
            (
                "level",
                "level parent",
                lambda: require_below(level=after.level, parent_level=above.level),
            ),
            (
                "region_code",
                "region_code parent",
                lambda: require_region_within(region=after.region_code, parent_region=above.region_code),
            ),
        ]
    for field, touched, rule in rules:
        if before is not None and all(
            getattr(before, name) == getattr(after, name) for name in touched.split()
        ):
            continue
        try:
            rule()
        except RuleViolation as violation:
            yield TITLES[field], violation.message, violation.code
    if above is not None and above.active_until and not after.active_until:
        reason = f"上级“{above.name}”已经停用，不能有在用的下级。"
        yield TITLES["parent"], reason, "organisation.parent_closed"


def _faults_of_closing(
    after: Standing,
    tree: Mapping[str, Standing],
    before: ExistingBody,
    children: Mapping[str | None, Sequence[str]],
) -> Iterator[_Fault]:
    in_use = [code for code in children.get(after.code, ()) if tree[code].active_until is None]
    if in_use:
        reason = f"还有 {len(in_use)} 个下级机构在用，请先停用或移走下级机构。"
        yield TITLES["active_until"], reason, "organisation.has_children"
    if before.in_office:
        reason = f"还有 {before.in_office} 人在任，请先办理免职或结束届次。"
        yield TITLES["active_until"], reason, "organisation.has_people"


def _is_in_circle(code: str, tree: Mapping[str, Standing]) -> bool:
    seen: set[str] = set()
    above: str | None = code
    while above is not None and above in tree:
        if above in seen:
            return True
        seen.add(above)
        above = tree[above].parent
    return False


def _depth(code: str, tree: Mapping[str, Standing]) -> int:
    """How many bodies stand on the way from the topmost one that can be seen, the body itself included."""
    steps, above = 0, tree.get(code)
    while above is not None:
        steps += 1
        above = None if above.parent is None else tree.get(above.parent)
    return steps


def _height(code: str, children: Mapping[str | None, Sequence[str]]) -> int:
    """How many levels of bodies stand below."""
    level, height = list(children.get(code, ())), 0
    while level:
        height += 1
        level = [below for each in level for below in children.get(each, ())]
    return height


def _shown(field: str, value: object) -> str:
    table = {"kind": "body_kinds", "level": "administrative_levels"}.get(field)
    if table is not None:
        known = load_table(table).find(str(value))
        return known.name if known is not None else str(value)
    return "" if value is None else str(value)


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _plain(standing: Standing) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(standing).items()
    }
