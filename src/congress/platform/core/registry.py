"""The register of manifests, filled at start, and the switches that turn apps off for a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from congress.platform.core.manifest import JobKind, Manifest, Permission, Schedule, SubjectKind
from congress.platform.core.measures import Measure
from congress.platform.core.models import Switch

T = TypeVar("T")

_manifests: dict[str, Manifest] = {}


class BrokenManifest(RuntimeError):
    """A defect: two modules claim the same name, or a manifest names what nobody declares."""


def register(manifest: Manifest) -> None:
    """Add a module's manifest; called from its `AppConfig.ready`."""
    known = _manifests.get(manifest.name)
    if known is not None and known is not manifest:
        raise BrokenManifest(f"two manifests are called {manifest.name}")
    _manifests[manifest.name] = manifest


def unregister(name: str) -> Manifest:
    """Take a manifest out again (tests plant faults)."""
    return _manifests.pop(name)


def manifests() -> Iterator[Manifest]:
    """Every module's manifest, whether switched on or not."""
    yield from _manifests.values()


def manifest(name: str) -> Manifest:
    """One module's manifest. Raises `KeyError`."""
    return _manifests[name]


def switched_off() -> frozenset[str]:
    """Names of the apps this place does not use; one query."""
    rows = dict(Switch.objects.values_list("app", "is_on"))
    return frozenset(
        each.name
        for each in _manifests.values()
        if each.switchable and not rows.get(each.name, each.on_by_default)
    )


def active(off: frozenset[str] | None = None) -> list[Manifest]:
    """The manifests of everything switched on."""
    off = switched_off() if off is None else off
    return [each for each in _manifests.values() if each.name not in off]


def permissions() -> dict[str, Permission]:
    """Every declared permission by code."""
    return _index("permission", ((each.code, each) for m in manifests() for each in m.permissions))


def job_kinds() -> dict[str, JobKind]:
    """Every declared job by kind."""
    return _index("job", ((each.kind, each) for m in manifests() for each in m.jobs))


def subject_kinds() -> dict[str, SubjectKind]:
    """Every declared kind of subject."""
    return _index("subject", ((each.kind, each) for m in manifests() for each in m.subjects))


def schedules() -> dict[str, Schedule]:
    """Every declared schedule of switched-on modules by name."""
    return _index("schedule", ((each.name, each) for m in active() for each in m.schedules))


def measures() -> dict[str, Measure]:
    """Every declared measure of switched-on modules by code."""
    return _index("measure", ((each.code, each) for m in active() for each in m.measures))


def command_words() -> dict[str, str]:
    """What each command is called in Chinese, for the audit pages."""
    return {name: str(words) for m in manifests() for name, words in m.command_words.items()}


def owner_of(dotted: str) -> str:
    """The module a dotted name belongs to: its first word."""
    return dotted.partition(".")[0]


def faults() -> list[str]:
    """What the manifests get wrong between them; the system check and a test ask."""
    known = permissions()
    jobs = job_kinds()
    found = []
    for each in manifests():
        used = [m.permission for m in each.menu] + [c.permission for c in each.cards]
        used += [measure.permission for measure in each.measures]
        used += [code for role in each.roles for code in role.permissions]
        found += [f"{each.name}: permission {code} is not declared" for code in used if code not in known]
        found += [f"{each.name}: job {s.job} is not declared" for s in each.schedules if s.job not in jobs]
    return found


def _index(what: str, pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for name, value in pairs:
        if name in found:
            raise BrokenManifest(f"{what} {name} is declared twice")
        found[name] = value
    return found
