"""The form of a promoted result: lists are written one thing a line."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from search.models import SearchDocument
from search.normalise import clean, folded_words, national_code
from search.scopes import scope_of

MAX_PHRASES, MAX_PHRASE = 50, 200
MAX_RESULTS = 10


class LinesField(forms.CharField):
    """Several things, one a line; the value is a list of texts."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(one if isinstance(one, str) else one["name"] for one in value)

    def clean(self, value: Any) -> list[str]:
        lines = (clean(line) for line in super().clean(value).splitlines())
        return list(dict.fromkeys(filter(None, lines)))


class PromotionForm(WagtailAdminModelForm):
    phrases = LinesField(
        label=gettext_lazy("What people type"),
        help_text=gettext_lazy("One text a line; with or without tones."),
    )
    results = LinesField(
        label=gettext_lazy("What stands first"),
        help_text=gettext_lazy(
            "Codes of procedures or addresses of pages, one a line, in this order. "
            "Where a portal does not show a result, it is not promoted either."
        ),
    )

    def clean_phrases(self) -> list[str]:
        phrases: list[str] = self.cleaned_data["phrases"]
        if len(phrases) > MAX_PHRASES:
            raise ValidationError(_("At most %(most)d lines.") % {"most": MAX_PHRASES})
        for number, phrase in enumerate(phrases, start=1):
            if not folded_words(phrase) or len(phrase) > MAX_PHRASE:
                message = _("Line %(number)d has no words, or too many.")
                raise ValidationError(message % {"number": number})
        return phrases

    def clean_results(self) -> list[dict[str, str]]:
        names: list[str] = self.cleaned_data["results"]
        if len(names) > MAX_RESULTS:
            raise ValidationError(_("At most %(most)d lines.") % {"most": MAX_RESULTS})
        found = [_named(number, name) for number, name in enumerate(names, start=1)]
        return list({(one["type"], one["key"]): one for one in found}.values())

    def clean_portal(self) -> str:
        """The portal's own path, however it was called; "" if it shows everything."""
        name = self.cleaned_data["portal"].strip()
        if not name:
            return ""
        scope = scope_of(portal=name)
        if scope is None:
            raise ValidationError(_("No portal has this path."))
        return scope.portal if scope.scopes else ""


def _named(number: int, name: str) -> dict[str, str]:
    """The document that a code or an address names, or an error that says the line."""
    found = _procedures_called(name) or _pages_at(name)
    if len(found) != 1:
        message = (
            _("Line %(number)d: several pages end in “%(name)s”; write more of it.")
            if found
            else _("Line %(number)d: nothing that can be found is called “%(name)s”.")
        )
        raise ValidationError(message % {"number": number, "name": name})
    document = found[0]
    return {
        "type": document.type,
        "key": document.key,
        "name": document.code or document.path,
    }


def _procedures_called(name: str) -> list[SearchDocument]:
    """By its code, or by an address that ends in it."""
    last = _path_of(name).strip("/").rpartition("/")[2]
    code = national_code(last)
    if not code:
        return []
    return list(SearchDocument.objects.filter(type="procedure", code=code)[:2])


def _pages_at(name: str) -> list[SearchDocument]:
    """By its path, or by its address, which lacks the name of the root."""
    path = _path_of(name)
    if not path.startswith("/") or path == "/":
        return []
    path = f"{path.rstrip('/')}/"
    found = list(
        SearchDocument.objects.filter(path__endswith=path).order_by("path")[:50]
    )
    for depth in (path.count("/"), path.count("/") + 1):
        exact = [document for document in found if document.path.count("/") == depth]
        if len(exact) == 1:
            return exact
    return found


def _path_of(name: str) -> str:
    try:
        return urlsplit(name).path
    except ValueError:
        # Brackets where a host would stand: no address, whatever it is.
        return ""
