"""Choosing a form: only live ones of one's own units and agencies and those above."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from services_catalog.staff.models import CONTENT_ROLES, StaffAssignment
from submissions.forms.models import FormDefinition


def usable_forms(user: Any) -> QuerySet[FormDefinition]:
    """Forms that the person may put on a page."""
    forms = FormDefinition.objects.filter(live=True)
    if user.is_superuser:
        return forms
    held = StaffAssignment.objects.of(user).in_force(timezone.localdate())
    held = held.with_roles(CONTENT_ROLES).select_related("unit", "agency__unit")
    units: set[int] = set()
    agencies: set[int] = set()
    for assignment in held:
        if assignment.agency:
            agencies.add(assignment.agency.pk)
        unit = assignment.unit or assignment.agency.unit
        units |= {int(key) for key in unit.path.split("/") if key}
    return forms.filter(
        Q(owner_unit__in=units)
        | Q(owner_agency__in=agencies)
        | Q(owner_agency__unit__in=units)
    )


class _UsableForms:
    request: Any

    def get_object_list(self) -> QuerySet[FormDefinition]:
        return usable_forms(self.request.user).order_by("title")

    def get_object(self, pk: Any) -> FormDefinition:
        return usable_forms(self.request.user).get(pk=pk)

    def get_objects(self, pks: Any) -> QuerySet[FormDefinition]:
        return usable_forms(self.request.user).filter(pk__in=pks)


class FormChooseView(_UsableForms, ChooseView):
    pass


class FormChooseResultsView(_UsableForms, ChooseResultsView):
    pass


class FormChosenView(_UsableForms, ChosenView):
    pass


class FormsChosenView(_UsableForms, ChosenMultipleView):
    pass


class FormChooserViewSet(ChooserViewSet):
    """Wagtail's snippet choosers filter nothing by themselves."""

    model = FormDefinition
    icon = "form"
    choose_one_text = _("Choose a form")
    choose_another_text = _("Choose another form")
    choose_view_class = FormChooseView
    choose_results_view_class = FormChooseResultsView
    chosen_view_class = FormChosenView
    chosen_multiple_view_class = FormsChosenView


form_chooser_viewset = FormChooserViewSet("page_form_chooser")
FormChooserBlock = form_chooser_viewset.get_block_class(
    name="FormChooserBlock", module_path="cms_pages.blocks.form_chooser"
)
