"""Terms and fees in a few words, for lists, search results and page heads."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services_catalog.procedures.case_types import TermUnit
from services_catalog.procedures.content import CaseTypeContent, FeeContent

LONGEST_TEXT = 60


def term_in_words(case_type: CaseTypeContent) -> str:
    """`5 working days`; the source's own words where it names no number."""
    if case_type.has_no_due_date:
        return _("no time limit")
    if case_type.term_value is None:
        return _short(case_type.term_text)
    return duration_in_words(case_type.term_value, case_type.term_unit)


def duration_in_words(value: int, unit: str) -> str:
    if unit == TermUnit.WORKING_HOUR:
        text = ngettext("%(count)d working hour", "%(count)d working hours", value)
    elif unit == TermUnit.CALENDAR_DAY:
        text = ngettext("%(count)d day", "%(count)d days", value)
    else:
        text = ngettext("%(count)d working day", "%(count)d working days", value)
    return text % {"count": value}


def money(amount: int) -> str:
    """`8.000 đồng`, as money is written in Vietnam."""
    return _("%(amount)s đồng") % {"amount": f"{amount:,}".replace(",", ".")}


def fees_in_words(fees: Sequence[FeeContent]) -> str:
    """`Free of charge`, one amount, a span of amounts, or the source's words.

    Free is said by an amount of 0; without any fee item the source said nothing.
    """
    amounts = sorted({fee.amount for fee in fees if fee.amount is not None})
    told = [fee.text for fee in fees if fee.amount is None and fee.text]
    if not amounts:
        return _short(told[0]) if told else ""
    if amounts == [0]:
        return _short(told[0]) if told else _("Free of charge")
    if len(amounts) == 1:
        return money(amounts[0])
    return _("%(lowest)s to %(highest)s") % {
        "lowest": money(amounts[0]),
        "highest": money(amounts[-1]),
    }


def main_term(case_types: Sequence[CaseTypeContent]) -> str:
    """The term of the first case type that names one."""
    return next((words for one in case_types if (words := term_in_words(one))), "")


def main_fee(case_types: Sequence[CaseTypeContent]) -> str:
    """The fees of all case types together, "" when the source says nothing of any."""
    return fees_in_words([fee for one in case_types for fee in one.fees])


def _short(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST_TEXT:
        return text
    return text[: LONGEST_TEXT - 1].rsplit(" ", 1)[0] + "…"
