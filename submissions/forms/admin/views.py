"""Views of one form that ask for the right to that very form.

Wagtail's own ask for the right to forms in general, some for none. All answer a
stranger as they answer one without any right, whatever address is typed.
"""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views import snippets

from submissions.forms.models import FormDefinition
from submissions.forms.publishing import EmptyFormError
from submissions.forms.rights import FormPolicy, OneFormPolicy, is_bound


class OwnFormMixin:
    """Refuses (403) forms on which the person may not do `object_action`."""

    object_action = "change"
    request: Any

    @property
    def permission_policy(self) -> FormPolicy:
        form = getattr(self, "object", None)
        if form is None or form.pk is None:
            return FormPolicy(FormDefinition)
        return OneFormPolicy(form)

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]  # of the view
        policy = FormPolicy(FormDefinition)
        if not policy.user_has_permission_for_instance(
            self.request.user, self.object_action, found
        ):
            raise PermissionDenied
        return found


class FormListView(snippets.IndexView):
    @cached_property
    def allowed_actions(self) -> frozenset[str]:
        """Asked once a list: Wagtail asks several times a row."""
        return FormPolicy(FormDefinition).allowed_actions(self.request.user)

    def user_has_permission(self, permission: str) -> bool:
        return permission in self.allowed_actions

    def user_has_any_permission(self, permissions: Collection[str]) -> bool:
        return not self.allowed_actions.isdisjoint(permissions)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = list(super().header_more_buttons)
        if not self.user_has_permission("add"):
            return buttons
        address = reverse("import_form")
        button = Button(_("Import a form"), url=address, icon_name="upload", priority=5)
        return [*buttons, button]

    def get_base_queryset(self) -> QuerySet[Any]:
        rows = super().get_base_queryset().select_related("owner_unit", "owner_agency")
        listed: QuerySet[Any] = rows.annotate(is_bound=is_bound())
        return listed

    def get_delete_url(self, instance: Any) -> str | None:
        url: str | None = super().get_delete_url(instance)
        return None if instance.is_bound else url


class FormAddView(snippets.CreateView):
    def publish_action(self) -> HttpResponse | None:
        """Publish what was just saved, unless its owner has other publishers."""
        user = self.request.user
        policy = FormPolicy(FormDefinition)
        if policy.user_has_permission_for_instance(user, "publish", self.object):
            answer: HttpResponse | None = super().publish_action()
            return answer
        messages.error(
            self.request,
            _("Saved as a draft: you may not publish in the name of this owner."),
        )
        return redirect(self.get_edit_url())


class FormCopyView(snippets.CopyView, FormAddView):
    # The filled-in form is posted to the address of a new one.
    http_method_names = ("get", "head", "options")

    def get_initial_form_instance(self) -> FormDefinition:
        """The original's content as a form that was never saved."""
        copy: FormDefinition = super().get_initial_form_instance()
        copy.pk = None
        copy._state.adding = True
        copy.slug = ""
        return copy


class FormEditView(OwnFormMixin, snippets.EditView):
    pass


class FormDeleteView(OwnFormMixin, snippets.DeleteView):
    object_action = "delete"


class FormUsageView(OwnFormMixin, snippets.UsageView):
    pass


class FormHistoryView(OwnFormMixin, snippets.HistoryView):
    pass


class FormInspectView(OwnFormMixin, snippets.InspectView):
    pass


class FormPreviewView(OwnFormMixin, snippets.PreviewOnEditView):
    pass


class FormRevisionView(OwnFormMixin, snippets.PreviewRevisionView):
    pass


class FormCompareView(OwnFormMixin, snippets.RevisionsCompareView):
    pass


class FormUnscheduleView(OwnFormMixin, snippets.RevisionsUnscheduleView):
    object_action = "publish"


class FormUnpublishView(OwnFormMixin, snippets.UnpublishView):
    object_action = "publish"


class FormLockView(OwnFormMixin, snippets.LockView):
    pass


class FormUnlockView(OwnFormMixin, snippets.UnlockView):
    pass


class FormWorkflowActionView(OwnFormMixin, snippets.WorkflowActionView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Approve or send back; a form without questions is not published."""
        try:
            with transaction.atomic():
                answer: HttpResponse = super().post(*args, **kwargs)
        except EmptyFormError:
            messages.error(
                self.request,
                _("The form has no fields yet. Add at least one, then approve it."),
            )
            return redirect(self.redirect_url)
        return answer


class FormWorkflowDataView(OwnFormMixin, snippets.CollectWorkflowActionDataView):
    pass


class FormWorkflowCancellationView(
    OwnFormMixin, snippets.ConfirmWorkflowCancellationView
):
    pass


class FormWorkflowPreviewView(OwnFormMixin, snippets.WorkflowPreviewView):
    pass


class FormWorkflowHistoryView(OwnFormMixin, snippets.WorkflowHistoryView):
    pass


class FormWorkflowDetailView(OwnFormMixin, snippets.WorkflowHistoryDetailView):
    pass
