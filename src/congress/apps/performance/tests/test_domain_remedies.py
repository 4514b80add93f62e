"""Who can still mend a fault: wording always, promises and money only as far as the reply has not fixed them."""

from __future__ import annotations

import pytest

from congress.apps.performance.domain import Proposal, Remedy, Stage, check, remedy
from congress.apps.performance.tests.sources import MONEY, TARGET_HEAD, table_of, target_form
from congress.standards.indicators import CheckCase, Severity, Touch

OWN, FINANCE, LATER = Remedy.OWN, Remedy.FINANCE, Remedy.NEXT_YEAR
# declared, approved, adjusted, published, self-evaluated
EXPECTED = {
    Touch.WORDING: (OWN, OWN, OWN, OWN, OWN),
    Touch.RESULT: (OWN, OWN, OWN, OWN, OWN),
    Touch.DESIGN: (OWN, LATER, FINANCE, LATER, LATER),
    Touch.TARGET: (OWN, FINANCE, FINANCE, FINANCE, LATER),
    Touch.MONEY: (OWN, FINANCE, FINANCE, FINANCE, LATER),
}


@pytest.mark.parametrize("touch", Touch)
def test_remedy_by_stage(touch: Touch) -> None:
    case = CheckCase(Severity.YELLOW, touch, "。")
    assert tuple(remedy(case=case, stage=stage) for stage in Stage) == EXPECTED[touch]
    assert remedy(case=case, stage=None) is OWN


def test_remedies_have_names() -> None:
    assert [each.label for each in Remedy] == ["本单位可改", "须报财政调整", "留待下年"]


def test_after_the_reply_only_the_units_own_faults_offer_a_mend() -> None:
    head = (*TARGET_HEAD[:2], (TARGET_HEAD[2][0].replace("现将2026", "现将2025"),), *TARGET_HEAD[3:])
    money = (*MONEY[:1], ("预算整体情况", "基本支出", "100.00", "财政拨款", "160.00"), *MONEY[2:])
    table = table_of(target_form(head=head, money=money))
    found = {each.case: each for each in check(table=table, stage=Stage.APPROVED)}
    notice, sums = found["notice_year"], found["sources_vs_spending"]
    assert (notice.touches, notice.remedy) == (Touch.WORDING, OWN)
    assert notice.proposal is not None
    assert (sums.touches, sums.remedy, sums.proposal) == (Touch.MONEY, FINANCE, None)


def test_a_proposal_may_speak_of_several_cells() -> None:
    proposal = Proposal("tasks.1.name", "甲", also=(("tasks.2.name", "乙"),))
    assert proposal.changes == (("tasks.1.name", "甲"), ("tasks.2.name", "乙"))
