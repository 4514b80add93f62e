"""What every entry must be before it is stored: cited, dated, placed, and of its kind's shape."""

from __future__ import annotations

from uuid import UUID

from congress.platform.knowledge.contracts import Content, Source
from congress.platform.knowledge.kinds import KINDS
from congress.platform.knowledge.kinds.kind import Draft, misfit
from congress.platform.knowledge.lookups import own_entries
from congress.standards.errors import RuleViolation
from congress.standards.values import RegionCode

NAMES = {
    "title": ("名称", 120),
    "law": ("依据的文件", 200),
    "reason": ("登记的原因", 500),
    "article": ("条", 40),
    "paragraph": ("款", 20),
    "key": ("编号", 120),
}


def checked(*, kind: str, key: str, content: Content, without: UUID | None = None) -> Draft:
    """An entry about to be stored. `without` is the one it replaces. Raises `RuleViolation` with the field at fault."""
    if kind not in KINDS:
        raise misfit("no_such_kind", f"没有“{kind}”这一类，请从列出的种类中选择。", "kind")
    for field, text in (("key", key), ("title", content.title), ("law", content.source.law)):
        require_text(text, field=field)
    require_text(content.reason, field="reason")
    draft = Draft(
        key=key.strip(),
        title=content.title.strip(),
        value=content.value,
        jurisdiction=_region(content.jurisdiction),
        effective_from=content.effective_from,
        effective_until=content.effective_until,
        source=_source(content.source),
        verified=content.verified,
    )
    if draft.effective_until is not None and draft.effective_until < draft.effective_from:
        raise misfit("backwards", "失效日期早于生效日期，请核对。", "effective_until")
    others = [each for each in own_entries(kind=kind) if each.entry != without]
    same = (draft.key, draft.jurisdiction, draft.effective_from)
    if any((each.key, each.jurisdiction, each.effective_from) == same for each in others):
        raise misfit(
            "twice", "同一地区、同一生效日期已有一条在用，请更正那一条，或者改写生效日期。", "effective_from"
        )
    KINDS[kind].check(draft, others=others)
    return draft


def require_text(text: str, *, field: str, name: str = "", limit: int = 0) -> None:
    """Refuse a text that is blank or longer than its column."""
    known_name, known_limit = NAMES[field]
    name, limit = name or known_name, limit or known_limit
    if not text.strip():
        raise misfit("blank", f"请填写{name}。", field)
    _require_short(text, field, name, limit)


def _require_short(text: str, field: str, name: str, limit: int) -> None:
    if len(text.strip()) > limit:
        raise misfit("too_long", f"{name}太长，请控制在 {limit} 个字以内。", field)


def _source(source: Source) -> Source:
    for field, text in (("article", source.article), ("paragraph", source.paragraph)):
        _require_short(text, field, *NAMES[field])
    return Source(source.law.strip(), source.article.strip(), source.paragraph.strip(), source.version)


def _region(text: str) -> RegionCode:
    try:
        code = RegionCode.parse(text)
    except RuleViolation as unreadable:
        raise unreadable.located(field="jurisdiction") from None
    if code.is_grouping:
        raise misfit("no_region", f"“{code}”只是代码表里的分组，不是一个地区，请核对。", "jurisdiction")
    return code
