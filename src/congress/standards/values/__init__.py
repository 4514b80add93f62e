"""Values: small immutable things that cannot exist in a wrong form."""

from congress.standards.values.absence import Absence, absence_of
from congress.standards.values.credit_code import CreditCode
from congress.standards.values.date_range import DateRange, date_from_text, written_date
from congress.standards.values.fiscal_year import FiscalYear
from congress.standards.values.id_number import IdNumber, Sex
from congress.standards.values.money import Money, MoneyUnit
from congress.standards.values.numerals import from_chinese, to_chinese, to_chinese_digits
from congress.standards.values.period import Period, PeriodKind
from congress.standards.values.phone import PhoneNumber
from congress.standards.values.region import RegionCode, RegionLevel
from congress.standards.values.share import Share
from congress.standards.values.term import Session, Term

__all__ = [
    "Absence",
    "CreditCode",
    "DateRange",
    "FiscalYear",
    "IdNumber",
    "Money",
    "MoneyUnit",
    "Period",
    "PeriodKind",
    "PhoneNumber",
    "RegionCode",
    "RegionLevel",
    "Session",
    "Sex",
    "Share",
    "Term",
    "absence_of",
    "date_from_text",
    "from_chinese",
    "to_chinese",
    "to_chinese_digits",
    "written_date",
]
