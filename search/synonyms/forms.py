"""What administrators type about synonyms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Half a megabyte is a hundred times the rules that come with the portal.
MAX_TEXT = 500_000


class RulesForm(forms.Form):
    """The whole draft, and the fingerprint of the one that the person began with."""

    text = forms.CharField(
        label=_("Rules"),
        max_length=MAX_TEXT,
        strip=False,
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 24, "spellcheck": "false", "class": "search-rules"}
        ),
        help_text=_(
            "One rule a line. “a, b” says that either means the other; “a, b => c” "
            "that who types a or b also means c. What follows # is a remark."
        ),
    )
    based_on = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


def _refuse_signs(value: str) -> None:
    if "#" in value or "=>" in value:
        raise ValidationError(_("Write words only, without # and =>."))


class RuleForm(forms.Form):
    """One rule in words, for who does not want to know how rules are written."""

    says = forms.CharField(
        label=_("What people type"),
        max_length=300,
        validators=[_refuse_signs],
        help_text=_(
            "With tones: without them the rule knows only who types none. Several are "
            "separated by commas."
        ),
    )
    means = forms.CharField(
        label=_("What it means here"),
        max_length=300,
        validators=[_refuse_signs],
        help_text=_("Words of the law, several separated by commas."),
    )
    is_one_way = forms.BooleanField(
        label=_("In this direction only"),
        required=False,
        initial=True,
        help_text=_("Who types the words of the law does not mean the others."),
    )

    @property
    def rule(self) -> str:
        said: dict[str, Any] = self.cleaned_data
        sign = " => " if said["is_one_way"] else ", "
        return f"{said['says']}{sign}{said['means']}"
