"""The forms by which administrators make and change users: one full name, where
Wagtail's own forms want a first and a last one."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.models import User

OWN_FIELDS = {"email", "full_name", "phone", "kind"}


class NewUserForm(UserCreationForm):
    first_name = None
    last_name = None
    email = forms.EmailField(label=_("E-mail"), required=False)

    class Meta(UserCreationForm.Meta):
        model = User
        fields = OWN_FIELDS | {User.USERNAME_FIELD, "is_superuser", "groups"}

    def clean_email(self) -> str | None:
        return self.cleaned_data["email"] or None


class ChangeUserForm(UserEditForm):
    first_name = None
    last_name = None
    email = forms.EmailField(label=_("E-mail"), required=False)

    class Meta(UserEditForm.Meta):
        model = User
        fields = OWN_FIELDS | {
            User.USERNAME_FIELD,
            "is_active",
            "is_superuser",
            "groups",
        }

    def clean_email(self) -> str | None:
        return self.cleaned_data["email"] or None
