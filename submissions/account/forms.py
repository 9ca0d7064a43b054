"""The citizen's own profile."""

from django import forms
from django.contrib.auth import get_user_model


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # the user's model is a setting
    """Name and contacts; an e-mail address belongs to one account."""

    class Meta:
        model = get_user_model()
        fields = ["full_name", "email", "phone"]

    def clean_email(self) -> str | None:
        return self.cleaned_data["email"] or None
