"""A member of staff's own account in the administration: one full name, where
Wagtail's own page asks for a first and a last one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import (
    AccountView,
    BaseSettingsPanel,
    NameEmailSettingsPanel,
)

from accounts.models import User


class NameForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ("full_name", "email", "phone")

    def clean_email(self) -> str | None:
        return self.cleaned_data["email"] or None


class NamePanel(BaseSettingsPanel):
    name = "name_email"
    title = _("Name and contacts")
    order = 100
    form_class = NameForm


class OwnAccountView(AccountView):
    """As Wagtail's, with the panel of this project's own user."""

    def get_panels(self) -> list[Any]:
        panels = super().get_panels()
        return [
            NamePanel(panel.request, panel.user, panel.profile)
            if isinstance(panel, NameEmailSettingsPanel)
            else panel
            for panel in panels
        ]


own_account = require_admin_access(OwnAccountView.as_view())
