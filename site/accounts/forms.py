"""Signing in and registering; every message says what to do."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, BaseUserCreationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.limits import Limit, caller
from accounts.models import User, UserKind

# Wrong passwords: by account, so that guessing one from many addresses is slow, and by
# address, so that trying one password on many accounts is.
WRONG_FOR_ACCOUNT = Limit("sign-in-account", 10, 900)
WRONG_FROM_ADDRESS = Limit("sign-in-address", 50, 900)
REGISTRATIONS = Limit("registration", 20, 3600)


class SignInForm(AuthenticationForm):
    """Sign-in name or e-mail, and password; slowed down after wrong ones."""

    def __init__(self, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(request, **kwargs)
        self.fields["username"].label = _("Sign-in name or e-mail")
        self.fields["password"].label = _("Password")

    error_messages = {
        "invalid_login": _("Sign-in name or password is wrong. Try again."),
        "inactive": _("Sign-in name or password is wrong. Try again."),
        "too_many": _("Too many wrong passwords. Try again in 15 minutes."),
    }

    def clean(self) -> dict[str, Any]:
        name = _sign_in_name(str(self.cleaned_data.get("username", "")))
        self.cleaned_data["username"] = name
        address = caller(self.request) if self.request else ""
        if WRONG_FOR_ACCOUNT.is_spent(name.casefold()) or WRONG_FROM_ADDRESS.is_spent(
            address
        ):
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            return super().clean()
        except ValidationError:
            WRONG_FOR_ACCOUNT.spend(name.casefold())
            WRONG_FROM_ADDRESS.spend(address)
            raise


class RegistrationForm(BaseUserCreationForm):  # type: ignore[type-arg]  # not generic at run time
    """A citizen opens an account with name, e-mail and password."""

    class Meta:
        model = User
        fields = ["full_name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.required = True
        email.help_text = _("You sign in with it, and notices are sent there.")

    def clean_email(self) -> str:
        email = User.objects.normalize_email(self.cleaned_data["email"]).lower()
        taken = User.objects.filter(email__iexact=email) | User.objects.filter(
            username__iexact=email
        )
        if taken.exists():
            raise ValidationError(
                _("There is an account with this e-mail already: sign in instead.")
            )
        return email

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=False)
        user.username, user.kind = self.cleaned_data["email"], UserKind.CITIZEN
        if commit:
            user.save()
        return user


def _sign_in_name(typed: str) -> str:
    """The sign-in name of an account that was named by its e-mail address."""
    if "@" not in typed:
        return typed
    found = User.objects.filter(email__iexact=typed).values_list("username", flat=True)
    return found.first() or typed
