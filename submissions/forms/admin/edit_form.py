"""The form in which a form is edited."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from submissions.forms.models import FormDefinition
from submissions.forms.publishing import key_problems, rule_problems
from submissions.forms.rights import own_agencies, own_units

OWNER_FIELDS = ("owner_unit", "owner_agency")


class FormDefinitionForm(WagtailAdminModelForm):
    """Owned by a place of the editor's own, which is said once and stays so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A disabled field keeps its value, whatever is posted.
        for name in OWNER_FIELDS:
            self.fields[name].disabled = self.instance.pk is not None
        if self.instance.pk is None:
            self._offer_own_places()

    def _offer_own_places(self) -> None:
        units, agencies = own_units(self.for_user), own_agencies(self.for_user)
        self.fields["owner_unit"].queryset = units
        self.fields["owner_agency"].queryset = agencies
        own = list(units[:2])
        if len(own) == 1:
            self.fields["owner_unit"].initial = own[0].pk
        elif not own and len(places := list(agencies[:2])) == 1:
            self.fields["owner_agency"].initial = places[0].pk

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk is None and not self.errors.keys() & set(OWNER_FIELDS):
            self._require_one_owner(cleaned)
        if "steps" in cleaned:
            probe = FormDefinition(pk=self.instance.pk, steps=cleaned["steps"])
            for problem in (*key_problems(probe), *rule_problems(probe)):
                self.add_error("steps", problem)
        return cleaned

    def _require_one_owner(self, cleaned: dict[str, Any]) -> None:
        owners = [name for name in OWNER_FIELDS if cleaned.get(name)]
        if len(owners) != 1:
            self.add_error(
                "owner_unit",
                _("Say whose form this is: choose a unit or an agency, one of them."),
            )
