"""What a verification of the trail found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

KEPT_FAULTS = 1000

_SENTENCES = {
    "changed": "{where}：内容与写入时不一致，已被改动。",
    "removed": "{where}：记录已被删除，只剩封存。",
    "reordered": "{where}：与前一条接不上，顺序或封存被改动。",
    "gap": "{where}：这里的封存被删除，编号不连续。",
    "truncated": "从{where}起：末尾的封存被删除，数据库之外的留底记着它们。",
    "rewritten": "{where}：与数据库之外的留底不一致，封存链被整体改写。",
    "unprotected": "数据库里防止改动审计记录的保护“{name}”不见了。",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: its kind, the row, its place in the chain (None in the unsealed tail), a name if it has one."""

    kind: str
    row: UUID | None = None
    number: int | None = None
    name: str = ""

    @property
    def message(self) -> str:
        """The fault in Chinese."""
        where = f"第 {self.number} 条" if self.number is not None else "尚未封存的记录"
        return _SENTENCES[self.kind].format(where=where, name=self.name)


@dataclass(slots=True)
class Verification:
    """What the verifier found.

    `sealed` and `tail` count the rows the chain holds and those no seal holds yet; `anchors` the places compared with
    the record kept outside the database; `head` is the last chain digest. `faults` keeps the first thousand of
    `fault_count`.
    """

    sealed: int = 0
    tail: int = 0
    anchors: int = 0
    head: str = ""
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0

    def add(self, fault: Fault) -> None:
        """Note one more fault."""
        self.fault_count += 1
        if len(self.faults) < KEPT_FAULTS:
            self.faults.append(fault)

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.fault_count

    @property
    def sentence(self) -> str:
        """The result in one Chinese sentence."""
        return sentence_of(sealed=self.sealed, tail=self.tail, fault_count=self.fault_count)


def sentence_of(*, sealed: int, tail: int, fault_count: int) -> str:
    """The result of a verification in one Chinese sentence."""
    looked_at = f"已核验封存的记录 {sealed:,} 条、尚未封存的记录 {tail:,} 条"
    if fault_count:
        return f"{looked_at}，发现 {fault_count:,} 处问题，请立即保全数据库和日志，并报告审计管理员。"
    return f"{looked_at}，没有发现改动、删除或调换。"


@dataclass(frozen=True, slots=True)
class LastVerification:
    """The newest verification that was recorded: when it ended, how many faults, its sentence."""

    ended_at: datetime
    fault_count: int
    sentence: str
