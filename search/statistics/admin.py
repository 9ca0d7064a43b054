"""The reports in the administration."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.admin import SearchAdminView, SearchViewSet, may
from search.models import DailySearch, SynonymSet
from search.statistics.exports import csv_response
from search.statistics.filters import Filter
from search.statistics.reports import BY_SLUG, REPORTS, THRESHOLD, Report
from search.statistics.targets import phrase_targets

PAGE_SIZE = 50
# What is done, and the address where, for a text.
Remedy = tuple[Any, Callable[[str], str]]


class ReportView(SearchAdminView):
    """One list, for a period and a portal."""

    model = DailySearch
    permission_required = "view"
    page_title = _("Search statistics")

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        report = report_called(slug)
        chosen = Filter.of(request.GET)
        rows = report.rows(chosen.period(timezone.localdate()), chosen.portal)
        page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("p"))
        remedies = self.remedies() if report.is_actionable else []
        context = self.get_context_data(
            report=report,
            reports=REPORTS,
            chosen=chosen,
            page=page,
            rows=[
                (
                    list(report.cells(row)),
                    [(label, address(row["text"])) for label, address in remedies],
                )
                for row in page
            ],
            threshold=THRESHOLD,
        )
        return render(request, "search/statistics/report.html", context)

    def remedies(self) -> list[Remedy]:
        """What this person may do about texts that find too little."""
        user = self.request.user
        found: list[Remedy] = [
            (target.label, target.address) for target in phrase_targets(user)
        ]
        if may(user, SynonymSet, "change"):
            found.append((_("Add a synonym rule"), _rule_address))
        return found


class ExportView(SearchAdminView):
    """The same list, whole, as a file."""

    model = DailySearch
    permission_required = "view"

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        chosen = Filter.of(request.GET)
        period = chosen.period(timezone.localdate())
        return csv_response(report_called(slug), chosen, period)


def _rule_address(text: str) -> str:
    return f"{reverse('search-synonyms:add-rule')}?{urlencode({'says': text})}"


def report_called(slug: str) -> Report:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


class StatisticsViewSet(SearchViewSet):
    name = "search-statistics"
    url_prefix = "tim-kiem/thong-ke"
    models = (DailySearch,)
    rights = ("view",)
    icon = "history"
    menu_label = _("Search statistics")

    @property
    def menu_url(self) -> str:
        return reverse(self.get_url_name("report"), args=[REPORTS[0].slug])

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("<slug:slug>/", self.construct_view(ReportView), name="report"),
            path("<slug:slug>/csv/", self.construct_view(ExportView), name="export"),
        ]
