"""Introduction, feedback, contact, the site map, and further pages of editors."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms_pages.pages.base import PublicPage


class ContentPage(PublicPage):
    """A page that editors write: introduction, structure, how to give feedback."""

    lead = models.TextField(_("lead"), blank=True)

    content_panels = [
        *PublicPage.content_panels[:-1],
        FieldPanel("lead"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms_pages.PortalPage", "cms_pages.ContentPage"]
    subpage_types = ["cms_pages.ContentPage"]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")


class ContactPage(PublicPage):
    """How to reach the unit: desk, hours, telephones, taken from its portal."""

    parent_page_types = ["cms_pages.PortalPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")


class SitemapPage(PublicPage):
    """All pages of a portal for people, as the law asks (the machines' map is XML)."""

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms_pages.pages.site_maps import site_map

        context = super().get_context(request, *args, **kwargs)
        return context | site_map(context["portal"])

    parent_page_types = ["cms_pages.PortalPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("site map")
        verbose_name_plural = _("site maps")
