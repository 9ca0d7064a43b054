"""Fields of procedures (lĩnh vực)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.Model):
    """A field of administration, e.g. civil status; code `H57-HT` (domain 5.4)."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200, unique=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    slug = models.SlugField(_("address"), max_length=200, unique=True)
    sector = models.CharField(_("sector"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
