"""Units, sections, a procedure as editors would write it, and a form."""

from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField
from wagtail.fields import StreamField
from wagtail.models import Page

from tests.benchmarks.stock.blocks import (
    ActBlock,
    FactsBlock,
    FormLinkBlock,
    LawsBlock,
    PapersBlock,
    StepsBlock,
)


class UnitPage(Page):
    """The home of a province, a district or a commune."""

    overline = models.CharField(max_length=255, blank=True)
    agency = models.CharField(max_length=255, blank=True)
    responsible = models.CharField(max_length=255, blank=True)
    address = models.CharField(max_length=255, blank=True)
    email = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=255, blank=True)
    hotline = models.CharField(max_length=255, blank=True)


class SectionPage(Page):
    """Introduction, procedures, news and so on."""


class InUnitMixin:
    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)  # type: ignore[misc]
        context["unit"] = UnitPage.objects.ancestor_of(self).last()
        return context


class ProcedurePage(InUnitMixin, Page):
    level_label = models.CharField(max_length=255, blank=True)
    lead = models.TextField(blank=True)
    act = StreamField([("act", ActBlock())], blank=True)
    body = StreamField(
        [
            ("papers", PapersBlock()),
            ("steps", StepsBlock()),
            ("text", blocks.RichTextBlock()),
            ("form", FormLinkBlock()),
            ("laws", LawsBlock()),
            ("facts", FactsBlock()),
        ],
        blank=True,
    )


class FormField(AbstractFormField):
    page = ParentalKey("FormPage", on_delete=models.CASCADE, related_name="form_fields")


class FormPage(InUnitMixin, AbstractForm):
    """Stores what is posted; sends nothing."""
