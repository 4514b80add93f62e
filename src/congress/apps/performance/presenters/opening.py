"""The opening paragraph and the last day of publication, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congress.apps.performance.domain.opening import (
    YEAR_MARK,
    Notice,
    notices_cited,
    notices_of,
    opening_paragraph,
)
from congress.apps.performance.models import Publication, TargetTable
from congress.apps.performance.selectors import Opening, Review
from congress.platform.core import clock
from congress.standards.errors import RuleViolation
from congress.standards.values import written_date


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """Until when the table must be public: the day, how it stands, with its tone, and how it was counted."""

    day: str
    standing: str
    tone: str
    basis: str


def shown_notices(opening: Opening) -> tuple[tuple[Notice, ...], bool]:
    """The notices for the fields, the year written out, and whether they are only proposed from the source."""
    year = opening.table.year
    kept = notices_of(opening.table.notices)
    notices = kept or notices_cited(text=opening.imported, year=year)
    written = tuple(
        Notice(each.office, each.title.replace(YEAR_MARK, str(year or YEAR_MARK)), each.number)
        for each in notices
    )
    return written, bool(notices) and not kept


def shown_paragraph(review: Review) -> tuple[str, str]:
    """The paragraph as it will be published, and the sentence why it cannot be built, one of them empty."""
    notices = notices_of(review.table.notices)
    if not notices:
        return review.typed.notice.text, ""
    try:
        return opening_paragraph(table=review.typed, notices=notices, stage=review.stage), ""
    except RuleViolation as refusal:
        return "", refusal.message


def shown_deadline(
    *, table: TargetTable, publication: Publication | None, today: date
) -> ShownDeadline | None:
    """The last lawful day of publication and how far off it is; None while no reply is known.

    For what was published in time or late, `publication` is the first of the table.
    """
    if table.publish_by is None:
        return None
    left = (table.publish_by - (clock.local_day(publication.published_at) if publication else today)).days
    if publication is not None:
        standing, tone = (f"逾期 {-left} 天公开", "bad") if left < 0 else ("已在期限内公开", "good")
    elif left < 0:
        standing, tone = f"已逾期 {-left} 天", "bad"
    elif left == 0:
        standing, tone = "今天是最后一天", "bad"
    else:
        standing, tone = f"还有 {left} 天", "warn" if left <= NEAR_DAYS else "info"
    return ShownDeadline(written_date(table.publish_by), standing, tone, table.publish_by_basis)


NEAR_DAYS = 5
