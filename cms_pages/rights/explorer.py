"""The explorer's filters, naming only people and hosts of pages that one may see."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleUserFilter
from wagtail.admin.views.pages.listing import (
    EditedByFilter,
    GenericPageFilterSet,
    SiteFilter,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageLogEntry, Site
from wagtail.permissions import policy_registry


def explorable_pages(request: HttpRequest) -> QuerySet[Page]:
    """What the person may see in the admin; the one question of every door."""
    policy = policy_registry.get_by_type(Page)
    pages: QuerySet[Page] = policy.explorable_instances(request.user)
    return pages


def _owners(request: HttpRequest) -> QuerySet[Any]:
    owners = explorable_pages(request).order_by().values("owner")
    return get_user_model()._default_manager.filter(pk__in=owners)


def _writers(request: HttpRequest) -> QuerySet[Any]:
    pages = explorable_pages(request).order_by().values("pk")
    entries = PageLogEntry.objects.filter(action="wagtail.edit", page__in=pages)
    return get_user_model()._default_manager.filter(
        pk__in=entries.order_by().values("user")
    )


def _sites(request: HttpRequest) -> QuerySet[Site]:
    pages = explorable_pages(request).order_by().values("pk")
    sites: QuerySet[Site] = Site.objects.filter(root_page__in=pages)
    return sites


class OwnPagesFilterSet(GenericPageFilterSet):
    """Wagtail lists every site, owner and writer of the installation here."""

    owner = MultipleUserFilter(
        label=_("Owner"), queryset=_owners, widget=CheckboxSelectMultiple
    )
    edited_by = EditedByFilter(
        label=_("Edited by"), queryset=_writers, widget=CheckboxSelectMultiple
    )
    site = SiteFilter(label=_("Site"), queryset=_sites, widget=CheckboxSelectMultiple)


class OwnPagesViewSet(PageViewSet):
    """The explorer for every page type."""

    model = Page
    filterset_class = OwnPagesFilterSet


own_pages_viewset = OwnPagesViewSet()
