"""What editors find a thing by: its words without marks, in a row beside it."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class EditorsWords(models.Model):
    """The words of one page, picture or document, live or draft; derived, never edited.

    The full-text structures hang on this table (see `fulltext`).
    """

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.BigIntegerField()
    # What is found while one types; the title begins it.
    names = models.TextField(_("names, folded"))
    words = models.TextField(_("other words, folded"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words for editors")
        verbose_name_plural = _("words for editors")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="editors_words_once"
            )
        ]

    def __str__(self) -> str:
        return self.names
