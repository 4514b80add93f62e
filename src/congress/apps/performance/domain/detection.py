"""Detection: which form (版式) a source follows, told by the labels it carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from congress.standards.errors import RuleViolation

ENOUGH = 60
# Without any of these headings there is no table of targets at all.
_TELLING = frozenset({"三级指标", "指标值", "绩效指标", "实施周期指标值", "实际完成指标值"})


class NotUnderstood(RuleViolation):
    """The document follows no form that can be read; the message says what is missing and what to do."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The labels that tell a form: `marks` with their weight (together 100), `required` ones that must be there.

    `starts` are the required labels of which only the beginning is fixed. `form` is the key of the reader, None
    for a form that is recognised and cannot be read yet. `excluded` are labels that only other forms carry;
    of each group in `any_of` one label at least must be there, whichever way a place words it; its key is the usual.
    """

    name: str
    marks: Mapping[str, int]
    required: frozenset[str]
    form: str | None
    starts: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
    any_of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def score(self, labels: frozenset[str]) -> int:
        """Return 0–100: how much of the form's own wording a source carries, 0 without the required labels."""
        if not self.required <= labels or self.excluded & labels:
            return 0
        if not all(group & labels for group in self.any_of.values()):
            return 0
        if not all(any(label.startswith(start) for label in labels) for start in self.starts):
            return 0
        return sum(weight for mark, weight in self.marks.items() if mark in labels)

    def missing(self, labels: frozenset[str]) -> tuple[str, ...]:
        """The labels a source lacks."""
        marks = (mark for mark in self.marks if mark not in labels)
        return (*marks, *(usual for usual, group in self.any_of.items() if not group & labels))


def recognise(
    *, labels: frozenset[str], has_text: bool, signatures: Sequence[Signature], mention: str = ""
) -> Signature:
    """Return the signature that fits best and is readable; NotUnderstood says in Chinese why none is.

    `mention` is a clause on where the text speaks of targets without giving a table of them.
    """
    readable = "、".join(f"“{signature.name}”" for signature in signatures if signature.form)
    if not has_text:
        raise NotUnderstood(
            "performance.no_text",
            "文件里没有可以读取的文字。如果是扫描件或图片，请换用带文字的电子文档（如 Word、Excel 或文本）再导入。",
        )
    best = max(signatures, key=lambda signature: signature.score(labels))
    if best.score(labels) >= ENOUGH and best.form:
        return best
    if best.score(labels) >= ENOUGH:
        raise NotUnderstood(
            "performance.form_not_supported",
            f"这份文件是“{best.name}”，目前还不能导入这种版式；能导入的是{readable}。请换用这些版式，或者手工录入。",
        )
    closest = max(
        signatures, key=lambda signature: sum(signature.marks[m] for m in signature.marks if m in labels)
    )
    if mention and not closest.marks.keys() & labels & _TELLING:
        raise NotUnderstood(
            "performance.not_a_disclosure",
            f"没有认出绩效表格：{mention}，没有绩效目标表或自评表。这些表常与预算、决算一起公开，或者单独作为附件，"
            "请找到那份文件再导入。",
        )
    missing = "、".join(f"“{mark}”" for mark in closest.missing(labels)[:4])
    raise NotUnderstood(
        "performance.not_a_disclosure",
        f"没有认出这份文件的版式：能导入的是{readable}；与最接近的“{closest.name}”相比，缺少{missing}等栏目。"
        "请确认选对了文件，并且表格没有被截断。",
    )
