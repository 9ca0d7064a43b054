"""The embedded index: one row for each findable thing, derived and never edited.

The full-text structures hang on these tables inside the database (an FTS5 table kept
by triggers on SQLite, generated tsvector columns on PostgreSQL; see `fulltext`), so
whoever writes a row has written the index.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.lexicon.models import SearchLexicon
from search.promotions.models import Promotion, PromotionSet, PromotionVersion
from search.statistics.models import DailyClick, DailySearch
from search.synonyms.models import SynonymSet, SynonymVersion
from search.versions import LiveState

__all__ = [
    "DailyClick",
    "DailySearch",
    "LiveState",
    "Promotion",
    "PromotionSet",
    "PromotionVersion",
    "SearchDocument",
    "SearchGroup",
    "SearchLexicon",
    "SearchText",
    "SynonymSet",
    "SynonymVersion",
]


class SearchGroup(models.Model):
    """Documents that are found in the same portals and counted under the same facets.

    Offerings are rules, so a few hundred groups hold all documents: visibility and
    facet counts are settled per group, not per document. The id is a digest of the
    content, so a row never changes its meaning and may be kept in memory for ever.
    """

    id = models.BigIntegerField(primary_key=True)
    facets = models.JSONField(_("facets"))
    scopes = models.JSONField(_("scopes"))
    excluded = models.JSONField(_("excluded scopes"))

    class Meta:
        verbose_name = _("search group")
        verbose_name_plural = _("search groups")

    def __str__(self) -> str:
        return f"{self.pk}"


class SearchDocument(models.Model):
    """One findable thing as results show it; `code` and `path`, never an address."""

    # Short columns first: SQLite reads a row only as far as it must.
    type = models.CharField(_("type"), max_length=32)
    key = models.CharField(_("key"), max_length=200)
    group = models.ForeignKey(
        SearchGroup,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("group"),
    )
    popularity = models.PositiveIntegerField(_("popularity"), default=0)
    valid_from = models.DateField(_("valid from"), null=True)
    valid_to = models.DateField(_("valid until, exclusive"), null=True)
    code = models.CharField(_("national code"), max_length=64, blank=True)
    content_hash = models.CharField(_("content hash"), max_length=64)
    version = models.BigIntegerField(_("version, microseconds since 1970"))
    published_at = models.DateTimeField(_("published at"), null=True)
    path = models.TextField(_("path"), blank=True)
    title = models.TextField(_("title"))
    title_en = models.TextField(_("title in English"), blank=True)
    title_accented = models.TextField(_("title, normalised"), blank=True)
    title_folded = models.TextField(_("title, folded"), blank=True)
    phrases_folded = models.TextField(_("phrases, folded"), blank=True)
    tier = models.CharField(_("tiers, joined"), max_length=64, blank=True)
    level = models.CharField(_("service level"), max_length=1, blank=True)
    field_name = models.CharField(_("field"), max_length=255, blank=True)
    agency = models.TextField(_("agency"), blank=True)
    channel = models.CharField(_("intake channel"), max_length=255, blank=True)
    fee = models.TextField(_("fee"), blank=True)
    term = models.TextField(_("time limit"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    opening = models.TextField(_("beginning of the body"), blank=True)
    field_name_en = models.CharField(_("field in English"), max_length=255, blank=True)
    agency_en = models.TextField(_("agency in English"), blank=True)
    fee_en = models.TextField(_("fee in English"), blank=True)
    term_en = models.TextField(_("time limit in English"), blank=True)

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            models.UniqueConstraint(fields=["type", "key"], name="search_document_once")
        ]
        indexes = [
            models.Index(fields=["code"], name="search_document_code"),
            # All that matching reads, without the wide rows: halves the time of a
            # common word on SQLite, whose engine names this index.
            models.Index(
                fields=["id", "group", "valid_from", "valid_to"],
                name="search_document_narrow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.key}"


class SearchText(models.Model):
    """The words of a document as the full-text index reads them."""

    document = models.OneToOneField(
        SearchDocument,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="text",
        verbose_name=_("document"),
    )
    accented = models.TextField(_("title and phrases, normalised"))
    title = models.TextField(_("title, folded"))
    phrases = models.TextField(_("phrases, folded"))
    summary = models.TextField(_("summary, folded"))
    body = models.TextField(_("body, folded"))

    class Meta:
        verbose_name = _("search text")
        verbose_name_plural = _("search texts")

    def __str__(self) -> str:
        return f"{self.document_id}"
