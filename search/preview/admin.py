"""The page on which drafts are tried and published."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy

from search.admin import SearchAdminView, SearchViewSet, may, may_any
from search.models import DailySearch, Promotion, SynonymSet
from search.preview.comparison import Comparison
from search.preview.forms import PreviewForm
from search.preview.running import MOST_TEXTS, previews
from search.promotions.services import promoted_results
from search.publishing import READING, PublishForm
from search.statistics.periods import Period
from search.statistics.reports import most_searched
from search.synonyms.differences import differences
from search.synonyms.rules import Problem, SynonymRulesError
from search.synonyms.services import synonyms

DAYS = 30
MODELS = (SynonymSet, Promotion)


class PreviewView(SearchAdminView):
    """Texts, their results now and by the drafts, and what would be published.

    The texts come by POST: they stand in no address and no log.
    """

    model = SynonymSet
    any_permission_required = READING
    page_title = gettext_lazy("Preview and publish")
    header_icon = "view"

    def user_has_any_permission(self, permissions: Iterable[str]) -> bool:
        return may_any(self.request.user, MODELS, permissions)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(PreviewForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PreviewForm(request.POST)
        if "most" in request.POST and self.may_take_most:
            texts = most_searched(
                Period.of_days(DAYS, until=timezone.localdate()), None, MOST_TEXTS
            )
            form = PreviewForm({**request.POST.dict(), "texts": "\n".join(texts)})
        return self._page(form)

    @property
    def may_take_most(self) -> bool:
        return may(self.request.user, DailySearch, "view")

    def _page(self, form: PreviewForm) -> HttpResponse:
        held, promoted = synonyms(), promoted_results()
        comparisons: list[Comparison] = []
        problems: tuple[Problem, ...] = ()
        if form.is_bound and form.is_valid():
            try:
                comparisons = previews(
                    form.cleaned_data["texts"],
                    synonyms=held,
                    promoted=promoted,
                    scope=form.cleaned_data["portal"],
                    at=timezone.localdate(),
                )
            except SynonymRulesError as error:
                problems = error.problems
        user = self.request.user
        context = self.get_context_data(
            form=form,
            may_take_most=self.may_take_most,
            comparisons=comparisons,
            changed=sum(comparison.is_changed for comparison in comparisons),
            problems=problems,
            rules=differences(held.live, held.draft),
            promotions=promoted.changes,
            rules_form=PublishForm.of(held.fingerprint, "rules")
            if may(user, SynonymSet, "change")
            else None,
            promotions_form=PublishForm.of(promoted.fingerprint, "promotions")
            if may(user, Promotion, "change")
            else None,
        )
        return render(self.request, "search/preview/preview.html", context)


class PreviewViewSet(SearchViewSet):
    name = "search-preview"
    url_prefix = "tim-kiem/xem-truoc"
    models = MODELS
    rights = READING
    icon = "view"
    menu_label = gettext_lazy("Preview and publish")

    def get_urlpatterns(self) -> list[Any]:
        return [path("", self.construct_view(PreviewView), name="preview")]
