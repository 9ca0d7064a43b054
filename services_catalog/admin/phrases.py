"""From a search without result to a phrase by which a procedure is found."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.admin import SearchAdminView
from search.normalise import MAX_QUERY_CHARACTERS
from search.queries import search
from search.results import SearchHit, SearchQuery
from search.statistics.targets import PhraseTarget, register_phrase_target
from services_catalog.admin.policies import is_province_wide
from services_catalog.procedures.models import ProcedureVersion
from services_catalog.procedures.phrases import MAX_PHRASE, add_phrase

_CHOICES = 10


class LookForm(forms.Form):
    """The phrase as it is to be written, and words that do find the procedure."""

    phrase = forms.CharField(label=gettext_lazy("Phrase"), max_length=MAX_PHRASE)
    q = forms.CharField(
        label=gettext_lazy("Find the procedure by"),
        max_length=MAX_QUERY_CHARACTERS,
        required=False,
        help_text=gettext_lazy("Words of its title, or its code."),
    )


class AddPhraseView(SearchAdminView):
    """Choose the procedure that people mean, and give it their words."""

    model = ProcedureVersion
    permission_required = "change"
    page_title = gettext_lazy("Add an everyday phrase")

    def get(self, request: HttpRequest) -> HttpResponse:
        phrase = request.GET.get("phrase", "")
        return self._page(phrase, request.GET.get("q", phrase))

    def post(self, request: HttpRequest) -> HttpResponse:
        phrase, code = request.POST.get("phrase", ""), request.POST.get("code", "")
        try:
            version = add_phrase(code=code, phrase=phrase, on=timezone.localdate())
        except ValidationError as error:
            return self._page(phrase, request.POST.get("q", ""), error.messages)
        messages.success(
            request,
            _("“%(phrase)s” finds “%(name)s” within a minute.")
            % {"phrase": phrase, "name": version.name},
        )
        return redirect(address(""))

    def _page(
        self, phrase: str, words: str, problems: list[str] | None = None
    ) -> HttpResponse:
        context = self.get_context_data(
            form=LookForm(initial={"phrase": phrase, "q": words}),
            phrase=phrase,
            words=words,
            procedures=_procedures(words),
            problems=problems or [],
        )
        return render(self.request, "services_catalog/admin/add_phrase.html", context)


def _procedures(words: str) -> tuple[SearchHit, ...]:
    return search(
        SearchQuery(
            text=words,
            at=timezone.localdate(),
            filters={"type": ("procedure",)},
            page_size=_CHOICES,
        )
    ).hits


def address(phrase: str) -> str:
    root = reverse("catalogue_add_phrase")
    return f"{root}?{urlencode({'phrase': phrase})}" if phrase else root


urlpatterns: list[Any] = [
    path(
        "tu-ngu-thong-dung/them/", AddPhraseView.as_view(), name="catalogue_add_phrase"
    )
]


def register() -> None:
    register_phrase_target(
        PhraseTarget(
            name="procedure",
            label=gettext_lazy("Add as an everyday phrase to a procedure"),
            address=address,
            is_open_to=is_province_wide,
        )
    )
