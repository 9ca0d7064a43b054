"""What every page of the town has in common."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from cms_pages.blocks.streams import BodyField
from services_catalog.units.slugs import folded_slug


class PublicPage(Page):
    """A page with an English title beside its own, and a body of blocks."""

    title_en = models.CharField(
        _("title in English"),
        max_length=255,
        blank=True,
        help_text=_("Shown under /en/; the title itself where this is empty."),
    )
    body = BodyField(verbose_name=_("content"), blank=True)

    # Editors also look for what is being written, and by the English name.
    search_fields = [
        *Page.search_fields,
        index.AutocompleteField("draft_title"),
        index.AutocompleteField("title_en"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldPanel("body"),
    ]
    allowed_http_methods: ClassVar = ["GET", "HEAD", "OPTIONS"]

    class Meta:
        abstract = True

    @property
    def shown_title(self) -> str:
        """The title in the language of the address."""
        return str((get_language() == "en" and self.title_en) or self.title)

    def clean(self) -> None:
        from cms_pages.routing.checks import check_place

        # The editor's script proposes the title's marks; addresses have none.
        proposed = str(self.slug)  # type: ignore[has-type]  # Wagtail is untyped
        if not proposed.isascii():
            self.slug = folded_slug(proposed)
        super().clean()

        check_place(self)

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> str:
        """One template a page type, beside its fellows."""
        return f"cms_pages/pages/{self._meta.model_name.removesuffix('page')}.html"

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """The page in the portal that serves it; in a preview, in its own."""
        from cms_pages.pages.trails import trail_of
        from cms_pages.portals.snapshot import portals

        portal = getattr(request, "portal", None) or portals().owner_of(self.url_path)
        request.portal = portal  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["portal"] = portal
        context["trail"] = trail_of(self, portal) if portal else []
        return context | getattr(request, "page_context", {})

    def get_url_parts(
        self, request: HttpRequest | None = None
    ) -> tuple[int, str, str] | None:
        """The one address, whichever host asks (see `cms_pages.addresses`)."""
        from cms_pages.addresses import place_of
        from cms_pages.portals.snapshot import portals

        known = portals()
        if known.owner_of(self.url_path) is None:
            return None
        place = place_of(self.url_path, known)
        site = known.site_at(place.root_url)
        return (site.pk if site else 0, place.root_url, place.path)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Without a query where nothing at or above the page is restricted."""
        from cms_pages.portals.snapshot import portals

        if not self.path.startswith(portals().restricted):
            none: QuerySet[PageViewRestriction] = PageViewRestriction.objects.none()
            return none
        found: QuerySet[PageViewRestriction] = super().get_view_restrictions()
        return found
