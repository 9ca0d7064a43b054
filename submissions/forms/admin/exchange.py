"""Forms to a file and from one, for those who may edit them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from services_catalog.agencies.models import Agency
from services_catalog.units.models import AdminUnit
from submissions.forms.exchange import (
    MOST_BYTES,
    FormFileError,
    exported_form,
    form_from,
    import_form,
)
from submissions.forms.models import FormDefinition
from submissions.forms.rights import (
    FormPolicy,
    editable_forms,
    own_agencies,
    own_units,
)

_EDIT = "wagtailsnippets_submissions_formdefinition:edit"
_LIST = "wagtailsnippets_submissions_formdefinition:list"


class FormFileForm(forms.Form):
    """The file, and whose form it is to be."""

    file = forms.FileField(
        label=gettext_lazy("File of a form"),
        help_text=gettext_lazy("As this portal or another one exported it (.json)."),
    )
    owner_unit: Any = forms.ModelChoiceField(
        AdminUnit.objects.none(),
        label=gettext_lazy("owned by the unit"),
        required=False,
    )
    owner_agency: Any = forms.ModelChoiceField(
        Agency.objects.none(), label=gettext_lazy("or by the agency"), required=False
    )
    replace = forms.BooleanField(
        label=gettext_lazy("Replace the draft of the form of that name"),
        help_text=gettext_lazy("What is published stays until the draft is published."),
        required=False,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        places: dict[str, Any] = self.fields
        places["owner_unit"].queryset = own_units(user)
        places["owner_agency"].queryset = own_agencies(user)

    def clean_file(self) -> bytes:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large for a form."))
        text: bytes = upload.read()
        try:
            self.slug = form_from(text).slug
        except FormFileError as error:
            raise forms.ValidationError(list(error.problems)) from error
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        owners = [n for n in ("owner_unit", "owner_agency") if cleaned.get(n)]
        if not cleaned.get("replace") and len(owners) != 1 and not self.errors:
            message = _(
                "Say whose form this is: choose a unit or an agency, one of them."
            )
            self.add_error("owner_unit", message)
        return cleaned


class ImportFormView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """A form of another portal becomes a draft here."""

    permission_policy = FormPolicy(FormDefinition)
    permission_required = "add"
    form_class = FormFileForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Import a form")
    header_icon = "upload"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(_LIST), "label": _("Forms")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "action_url": reverse("import_form"),
            "submit_button_label": _("Import a form"),
            "submit_button_active_label": _("Importing …"),
            "media": context["form"].media,
        }

    def form_valid(self, form: FormFileForm) -> HttpResponse:
        known = FormDefinition.objects.filter(slug=form.slug).first()
        user, given = self.request.user, form.cleaned_data
        if known is not None and not _may_change(user, known):
            # Said without whose it is: the name alone is taken.
            form.add_error("file", _("This name is taken by a form of another owner."))
            return self.form_invalid(form)
        try:
            imported = import_form(
                text=given["file"],
                owner_unit=given["owner_unit"],
                owner_agency=given["owner_agency"],
                user=user,
                replace=given["replace"],
            )
        except FormFileError as error:
            form.add_error("file", list(error.problems))
            return self.form_invalid(form)
        message = _("“%(form)s” was imported as a draft. Read it, then publish it.")
        messages.success(self.request, message % {"form": imported.title})
        return redirect(reverse(_EDIT, args=[imported.pk]))


class ExportFormView(View):
    """The form as it is published, as a file."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not FormPolicy(FormDefinition).user_has_permission(request.user, "view"):
            raise PermissionDenied
        form = get_object_or_404(editable_forms(request.user), pk=pk)
        response = HttpResponse(exported_form(form), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="{form.slug}.json"'
        return response


def _may_change(user: Any, form: FormDefinition) -> bool:
    policy = FormPolicy(FormDefinition)
    return bool(policy.user_has_permission_for_instance(user, "change", form))


urlpatterns = [
    path("bieu-mau/nhap/", ImportFormView.as_view(), name="import_form"),
    path("bieu-mau/<int:pk>/xuat/", ExportFormView.as_view(), name="export_form"),
]
