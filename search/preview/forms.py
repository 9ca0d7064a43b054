"""What an administrator wants to see the effect on."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.normalise import MAX_QUERY_CHARACTERS, clean
from search.preview.running import MOST_TEXTS
from search.scopes import Scope, scope_of


class PreviewForm(forms.Form):
    texts = forms.CharField(
        label=gettext_lazy("Texts to try"),
        required=False,
        max_length=MOST_TEXTS * (MAX_QUERY_CHARACTERS + 2),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line, at most 30."),
    )
    portal = forms.CharField(
        label=gettext_lazy("In which portal"),
        required=False,
        max_length=255,
        help_text=gettext_lazy(
            "Its path, such as /huong-thuy/phu-bai/; empty: the whole province."
        ),
    )

    def clean_texts(self) -> list[str]:
        lines = (clean(line) for line in self.cleaned_data["texts"].splitlines())
        return list(dict.fromkeys(filter(None, lines)))[:MOST_TEXTS]

    def clean_portal(self) -> Scope:
        scope = scope_of(portal=self.cleaned_data["portal"].strip())
        if scope is None:
            raise ValidationError(_("No portal has this path."))
        return scope
