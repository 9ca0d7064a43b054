"""The one row that holds the lexicon for all processes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchLexicon(models.Model):
    """What the worker last learned of the index's words; one row."""

    generation = models.PositiveBigIntegerField(_("generation"))
    content = models.BinaryField(_("content"))
    learned_at = models.DateTimeField(_("learned at"), auto_now=True)

    class Meta:
        verbose_name = _("search lexicon")
        verbose_name_plural = _("search lexicons")

    def __str__(self) -> str:
        return f"{self.generation}"
