"""The term of a dossier as its case type sets it, ready for the clock."""

from services_catalog.procedures.case_types import (
    Channel,
    SupplementPolicy,
    TermUnit,
)
from submissions.clock.due_dates import Term
from submissions.dossiers.models import Dossier

# 15 working days to send papers (2025 one-stop decree); a case type may name others.
SUPPLEMENT_DAYS = 15


def term_of(dossier: Dossier) -> Term | None:
    """The time limit; None when the law sets none, or the source names none."""
    case_type = dossier.case_type
    if case_type is None or case_type.has_no_due_date:
        return None
    value = case_type.term_value
    if dossier.channel == Channel.ONLINE and case_type.online_term_value is not None:
        value = case_type.online_term_value
    if value is None:
        return None
    return Term(value, TermUnit(case_type.term_unit), case_type.cut_off)


def supplement_policy_of(dossier: Dossier) -> SupplementPolicy:
    if dossier.case_type is None:
        return SupplementPolicy.RESTART
    return SupplementPolicy(dossier.case_type.supplement_policy)


def supplement_days_of(dossier: Dossier) -> int:
    case_type = dossier.case_type
    return case_type.supplement_term_days if case_type else SUPPLEMENT_DAYS
