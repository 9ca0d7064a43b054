"""What the desk's list can be narrowed to; kept in the address of the page."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.dossiers.lifecycle import DossierStatus
from submissions.dossiers.models import Dossier
from submissions.dossiers.querysets import DossierQuerySet
from submissions.dossiers.rights import desk_agencies

DUE = [
    ("", _("Any day")),
    ("overdue", _("Late")),
    ("soon", _("Due within 3 days")),
]


class DeskFilter(forms.Form):
    """Status, due state, holder, and one box for a dossier code."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All that are open")), *DossierStatus.choices],
    )
    due = forms.ChoiceField(label=_("Due"), required=False, choices=DUE)
    mine = forms.BooleanField(label=_("Held by me"), required=False)
    code = forms.CharField(label=_("Dossier code"), required=False, max_length=80)


def desk_dossiers(user: Any, on: date) -> DossierQuerySet:
    """The register of this person's own agencies, and of no others."""
    return Dossier.objects.of_agencies(desk_agencies(user, on)).with_facts()


def narrowed(
    dossiers: DossierQuerySet, wanted: dict[str, Any], user: Any, now: datetime
) -> DossierQuerySet:
    """The dossiers that the filter asks for, the most urgent first."""
    if code := wanted.get("code"):
        return dossiers.with_code(code)
    status = wanted.get("status")
    dossiers = dossiers.filter(status=status) if status else dossiers.open()
    if wanted.get("due") == "overdue":
        dossiers = dossiers.overdue(now)
    elif wanted.get("due") == "soon":
        dossiers = dossiers.due_soon(now)
    if wanted.get("mine"):
        dossiers = dossiers.filter(holder=user)
    return dossiers.by_urgency()
