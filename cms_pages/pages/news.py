"""News, notices and guides."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms_pages.pages.base import PublicPage
from cms_pages.pages.querysets import NewsManager


class NewsKind(models.TextChoices):
    NEWS = "news", _("News")
    NOTICE = "notice", _("Notice")
    GUIDE = "guide", _("Guide")


class NewsIndexPage(PublicPage):
    """All news, notices and guides of a portal, newest first."""

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms_pages.pages.news_lists import news_list

        context = super().get_context(request, *args, **kwargs)
        return context | news_list(self, request, context["portal"])

    parent_page_types = ["cms_pages.PortalPage"]
    subpage_types = ["cms_pages.NewsPage"]

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")


class NewsPage(PublicPage):
    """One piece of news, one notice, or one guide."""

    kind = models.CharField(
        _("kind"), max_length=8, choices=NewsKind, default=NewsKind.NEWS
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    lead = models.TextField(_("lead"), blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = NewsManager()

    content_panels = [
        *PublicPage.content_panels[:-1],
        FieldPanel("kind"),
        FieldPanel("date"),
        FieldPanel("lead"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms_pages.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        indexes = [models.Index(fields=["kind", "-date"], name="news_kind_date")]
