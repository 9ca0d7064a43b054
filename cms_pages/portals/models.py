"""Portals: the home of a unit or an agency, and the hosts it answers."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.forms import Select
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from cms_pages.pages.base import PublicPage
from services_catalog.agencies.models import Agency
from services_catalog.units.models import AdminUnit
from themes.skins import SKINS


def skin_choices() -> list[tuple[str, str]]:
    """The skins that are installed."""
    return [(skin, skin) for skin in sorted(SKINS)]


class SkinSelect(Select):
    """Offers the skins installed today; migrations need not know them."""

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, choices=skin_choices())


class Drawing(models.TextChoices):
    """The drawings of the theme that may stand on a home page."""

    GATE = "gate", _("the citadel's gate")
    BRIDGE = "bridge", _("Trường Tiền bridge")
    LOTUS = "lotus", _("lotus")
    BOAT = "boat", _("dragon boat")
    DESK = "desk", _("desk with stamp")
    FAMILY = "family", _("family with papers")


class PortalPage(PublicPage):
    """The home of one unit or agency: its name, its desk, and who answers for it."""

    unit = models.OneToOneField(
        AdminUnit,
        verbose_name=_("administrative unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portal",
    )
    agency = models.OneToOneField(
        Agency,
        verbose_name=_("or agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portal",
    )
    skin = models.CharField(_("skin"), max_length=40, default="province")
    drawing = models.CharField(
        _("drawing"), max_length=16, choices=Drawing, default=Drawing.GATE
    )
    crest = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("crest"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    motto = models.CharField(_("motto"), max_length=255, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    responsible = models.CharField(
        _("responsible for the content"), max_length=255, blank=True
    )
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    hotline = models.CharField(_("hotline"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours = models.CharField(_("working hours"), max_length=255, blank=True)
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("collection of its pictures and documents"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="portal",
    )
    shows_news_of_parent = models.BooleanField(
        _("show news of the portal above"),
        default=True,
        help_text=_("Where its own are fewer than five, and labelled as such."),
    )

    content_panels = [
        *PublicPage.content_panels[:-1],
        MultiFieldPanel(
            [FieldPanel("unit"), FieldPanel("agency")], heading=_("Whose portal")
        ),
        MultiFieldPanel(
            [
                FieldPanel("motto"),
                FieldPanel("introduction"),
                FieldPanel("skin", widget=SkinSelect),
                FieldPanel("drawing"),
                FieldPanel("crest"),
            ],
            heading=_("Look"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("responsible"),
                FieldPanel("licence"),
                FieldPanel("address"),
                FieldPanel("phone"),
                FieldPanel("hotline"),
                FieldPanel("email"),
                FieldPanel("hours"),
            ],
            heading=_("Desk and footer"),
            help_text=_(
                "Address, telephone, e-mail and hours are those of the agency while "
                "they are left empty here."
            ),
        ),
        FieldPanel("body"),
    ]
    settings_panels = [
        *PublicPage.settings_panels,
        FieldPanel("shows_news_of_parent"),
        InlinePanel("other_hosts", label=_("Other host name")),
    ]
    parent_page_types = ["wagtailcore.Page", "cms_pages.PortalPage"]

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) ^ Q(agency__isnull=True),
                name="portal_unit_or_agency",
            )
        ]

    def clean(self) -> None:
        super().clean()
        if (self.unit is None) == (self.agency is None):
            message = _("Name the unit or the agency whose portal this is, not both.")
            raise ValidationError({"unit": message})

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from cms_pages.pages.home import home_view

        context = super().get_context(request, *args, **kwargs)
        return context | {"home": home_view(self, context["portal"])}


class PortalAlias(models.Model):
    """A host name that leads to a portal with 301; its own host is its Site row."""

    portal = ParentalKey(
        PortalPage, on_delete=models.CASCADE, related_name="other_hosts"
    )
    hostname = models.CharField(
        _("host name"),
        max_length=253,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")],
    )

    class Meta:
        verbose_name = _("other host name")
        verbose_name_plural = _("other host names")
        ordering = ["hostname"]

    def __str__(self) -> str:
        return self.hostname


class PortalsState(models.Model):
    """One row whose stamp changes with anything that the portals' snapshot holds.

    A random stamp, not a counter: after a rollback the same number would stand for
    another state.
    """

    stamp = models.UUIDField(default=uuid.uuid4)

    class Meta:
        verbose_name = _("state of the portals")
        verbose_name_plural = _("state of the portals")

    def __str__(self) -> str:
        return str(self.stamp)
