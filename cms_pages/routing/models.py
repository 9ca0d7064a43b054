"""Where pages once were: their former addresses lead on."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


def path_digest(url_path: str) -> str:
    """Paths may be longer than an index takes; their digest never is."""
    return hashlib.sha256(url_path.encode()).hexdigest()


class FormerPath(models.Model):
    """A url_path that a page had before it was moved or renamed."""

    digest = models.CharField(max_length=64, unique=True)
    url_path = models.TextField(_("former path"))
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="former_paths"
    )

    class Meta:
        verbose_name = _("former path")
        verbose_name_plural = _("former paths")

    def __str__(self) -> str:
        return self.url_path
