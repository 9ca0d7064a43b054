"""Choosing a form: only live ones of one's own units and agencies and those above."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.views import chooser

from submissions.forms.models import FormDefinition
from submissions.forms.rights import usable_forms


class _UsableForms:
    request: Any

    def get_object_list(self) -> QuerySet[FormDefinition]:
        return usable_forms(self.request.user).order_by("title")

    def get_object(self, pk: Any) -> FormDefinition:
        return usable_forms(self.request.user).get(pk=pk)

    def get_objects(self, pks: Any) -> QuerySet[FormDefinition]:
        return usable_forms(self.request.user).filter(pk__in=pks)


class FormChooseView(_UsableForms, chooser.ChooseView):
    pass


class FormChooseResultsView(_UsableForms, chooser.ChooseResultsView):
    pass


class FormChosenView(_UsableForms, chooser.SnippetChosenView):
    pass


class FormsChosenView(_UsableForms, chooser.SnippetChosenMultipleView):
    pass


class FormChooserViewSet(chooser.SnippetChooserViewSet):
    """Wagtail's snippet choosers filter nothing by themselves."""

    choose_one_text = _("Choose a form")
    choose_another_text = _("Choose another form")
    choose_view_class = FormChooseView
    choose_results_view_class = FormChooseResultsView
    chosen_view_class = FormChosenView
    chosen_multiple_view_class = FormsChosenView


class FormChooserBlock(SnippetChooserBlock):
    """A form, chosen for a page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(FormDefinition, **kwargs)
