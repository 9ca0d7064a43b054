"""What every page of the town has in common."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms_pages.blocks.streams import BodyField


class PublicPage(Page):
    """A page with an English title beside its own, and a body of blocks."""

    title_en = models.CharField(
        _("title in English"),
        max_length=255,
        blank=True,
        help_text=_("Shown under /en/; the title itself where this is empty."),
    )
    body = BodyField(verbose_name=_("content"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True

    @property
    def shown_title(self) -> str:
        """The title in the language of the address."""
        return str((get_language() == "en" and self.title_en) or self.title)

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """One template a page type, beside its fellows."""
        return f"cms_pages/pages/{self._meta.model_name.removesuffix('page')}.html"
