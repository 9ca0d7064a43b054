"""The directory of procedures and the one page of each."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, DateField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms_pages.pages.base import PublicPage
from services_catalog.prepared import Asked, Question, columns_of, instance_of
from services_catalog.procedures.models import Procedure
from submissions.forms.links import has_form


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

    # By its code, with dots or with hyphens, as the address has it.
    search_fields = [*PublicPage.search_fields, index.AutocompleteField("slug")]
    content_panels = [FieldPanel("procedure"), *PublicPage.content_panels]
    parent_page_types = ["cms_pages.ProcedureIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("procedure page")
        verbose_name_plural = _("procedure pages")


def live_page_of(
    procedure: Procedure, version: int, on: date
) -> tuple[ProcedurePage, bool] | None:
    """The procedure's live page, and whether a form submits the version; one query."""
    rows = _live_page.ask(procedure=procedure.pk, version=version, on=on)
    if not rows:
        return None
    *values, is_with_form = rows[0]
    page = instance_of(ProcedurePage, values)
    page.procedure = procedure
    return page, is_with_form


def _compose() -> models.QuerySet[Any, Any]:
    procedure = Asked("procedure", BigIntegerField())
    version = Asked("version", BigIntegerField())
    form = has_form(procedure=procedure, version=version, on=Asked("on", DateField()))
    rows: models.QuerySet[Any, Any] = (
        ProcedurePage.objects.live()
        .filter(procedure=procedure)
        .order_by()
        .annotate(is_with_form=form)
        .values_list(*columns_of(ProcedurePage), "is_with_form")
    )
    return rows


_live_page = Question(ProcedurePage, _compose)
