"""One unit's part of a round inside an open act: found, put on its contact's list, told, taken off again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from congress.apps.performance.domain.rounds import day_in_words
from congress.apps.performance.models import Round, RoundUnit
from congress.apps.performance.permissions import PerformancePermission
from congress.platform.core.commands import Act
from congress.platform.core.subjects import Subject
from congress.platform.portal.api import close_todo, give_todo, notify, withdraw_todo
from congress.standards.errors import RuleViolation

FILL_TODO = "performance.fill"
ADOPT_TODO = "performance.adopt"


@dataclass(frozen=True, slots=True)
class Duty:
    """What a unit has to do in a round, and the act that is open."""

    act: Act[Any]
    part: RoundUnit

    @classmethod
    def of(cls, act: Act[Round], unit: UUID) -> Duty:
        """A unit's part of the round acted upon, by the part's id. Raises `RuleViolation` when there is none."""
        act.body = act.target.body_id
        part = act.target.units.select_related("unit", "round__body").filter(pk=unit).first()
        if part is None:
            raise NotInRound.now()
        act.note(unit=str(part.unit_id))
        return cls(act, part)

    def ask(self, *, again: bool = False) -> None:
        """Put filling on the contact's list, with the last day; renewed when it is there already."""
        word = "退回，请修改后重报" if again else "填报"
        give_todo(
            self.act,
            kind=FILL_TODO,
            subject=Subject.of(self.part),
            title=f"{word}：{self.part.round.title}"[:200],
            url=self._url,
            assignee=self.part.contact,
            due_date=self.part.due_on,
        )

    def tell(self, *, title: str, text: str) -> None:
        """Put a notice on the contact's list."""
        notify(self.act, accounts=[self.part.contact], title=title[:200], text=text[:1000], url=self._url)

    def tell_what_is_asked(self) -> None:
        """Tell the contact that a round has come, how many rows, and until when."""
        row = self.part.round
        asked = self.part.rows.count()
        text = (
            f"{row.body.name}请{self.part.unit.name}填报 {asked} 个指标，"
            f"{day_in_words(self.part.due_on)}前报送。{row.instructions}"
        )
        self.tell(title=f"请填报：{row.title}", text=text)

    def done(self) -> None:
        """The unit has filled: tick its to-do off."""
        close_todo(self.act, subject=Subject.of(self.part), kind=FILL_TODO)

    def withdraw(self) -> None:
        """Nobody needs to fill any more."""
        withdraw_todo(self.act, subject=Subject.of(self.part), kind=FILL_TODO)

    def hand_to_office(self) -> None:
        """Put looking at the report on the office's list."""
        row = self.part.round
        give_todo(
            self.act,
            kind=ADOPT_TODO,
            subject=Subject.of(self.part),
            title=f"{self.part.unit.name}已报送，请查看：{row.title}"[:200],
            url=f"/performance/rounds/{row.pk}/units/{self.part.pk}/",
            permission=PerformancePermission.COLLECT,
            body=row.body_id,
        )

    def take_from_office(self, *, looked_at: bool) -> None:
        """The report was dealt with, or taken back before anybody did."""
        end = close_todo if looked_at else withdraw_todo
        end(self.act, subject=Subject.of(self.part), kind=ADOPT_TODO)

    def require_unit_in_use(self) -> None:
        """Raise when the unit was closed since."""
        if self.part.unit.active_until is not None:
            raise RuleViolation(
                "performance.unit_closed",
                f"{self.part.unit.name}已经撤销，不能再填报。请组织单位把它的指标改分给现在的单位。",
            )

    @property
    def _url(self) -> str:
        return f"/performance/filling/{self.part.pk}/"


class NotInRound(RuleViolation):
    """A part was named that the round has not."""

    @classmethod
    def now(cls) -> NotInRound:
        """The refusal."""
        return cls("performance.unit_not_in_round", "这个单位不在这一轮填报里，请刷新页面后再试。")
