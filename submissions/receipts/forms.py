"""What an owner writes: an answer to a request for papers, a message, a withdrawal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.dossiers.moves.messages import LONGEST_MESSAGE


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files at once; each is judged by what takes it in."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(each) for each in given if each]


class SupplementReplyForm(forms.Form):
    papers = SeveralFilesField(label=_("Papers"), required=False)
    reply = forms.CharField(
        label=_("Your answer"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea,
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw?"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea,
    )


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"), max_length=LONGEST_MESSAGE, widget=forms.Textarea
    )
