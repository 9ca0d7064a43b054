"""The directory of procedures and the one page of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms_pages.pages.base import PublicPage
from services_catalog.procedures.models import Procedure


class ProcedureIndexPage(PublicPage):
    """The directory of what a portal's agencies offer, with filters."""

    parent_page_types = ["cms_pages.PortalPage"]
    subpage_types = ["cms_pages.ProcedurePage"]

    class Meta:
        verbose_name = _("directory of procedures")
        verbose_name_plural = _("directories of procedures")


class ProcedurePage(PublicPage):
    """What editors say beside a procedure's facts; one page, shown in every portal."""

    procedure = models.OneToOneField(
        Procedure,
        verbose_name=_("procedure"),
        on_delete=models.PROTECT,
        related_name="page",
    )

    content_panels = [FieldPanel("procedure"), *PublicPage.content_panels]
    parent_page_types = ["cms_pages.ProcedureIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("procedure page")
        verbose_name_plural = _("procedure pages")
