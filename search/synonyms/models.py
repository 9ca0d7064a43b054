"""Synonym rules as administrators keep them: one text, a draft of it and versions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.versions import Version


class SynonymVersion(Version):
    """A text of rules that was live."""

    text = models.TextField(_("rules"))

    class Meta(Version.Meta):
        verbose_name = _("version of the synonyms")
        verbose_name_plural = _("versions of the synonyms")


class SynonymSet(models.Model):
    """The only row: what is being edited, and which version is live (none: the rules
    that came with the portal)."""

    draft = models.TextField(_("draft"))
    edited_at = models.DateTimeField(_("edited at"), auto_now=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("edited by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    live = models.ForeignKey(
        SynonymVersion,
        verbose_name=_("live version"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        # To change is to edit, to publish and to take back.
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
