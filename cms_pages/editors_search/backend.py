"""Wagtail's search backend for the admin, on both databases.

Wagtail's own ranks each match by a query of its own on SQLite (minutes at 25,000 pages)
and knows no Vietnamese: "dang ky" does not find "Đăng ký". Here both sides are folded,
and the best are those whose title begins with what was typed, shorter titles first.

It restricts what it finds to the queryset that the view gives it, rights and filters
included, inside the database.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Length
from modelsearch.backends.base import (
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
)
from wagtail.search.query import MatchAll

from cms_pages.editors_search.index import Rebuilder, WordsIndex, type_of
from cms_pages.editors_search.matching import condition_of, typed_words
from cms_pages.editors_search.models import EditorsWords


class WholeWords(BaseSearchQueryCompiler):
    """Whole words, in all that a model has searched."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    column, beginnings = "words", False

    def check(self) -> None:
        """Any filter and order will do: they are the database's own."""

    def matching(self) -> QuerySet[EditorsWords]:
        """The rows of all things of the model's kind that hold what was typed."""
        condition = condition_of(self.query, self.column, beginnings=self.beginnings)
        return EditorsWords.objects.filter(
            condition, content_type=type_of(self.queryset.model)
        )

    def found(self) -> QuerySet[Any]:
        """The things themselves, of those that the view lets one see."""
        queryset: QuerySet[Any] = self.queryset
        if isinstance(self.query, MatchAll):
            return queryset
        return queryset.filter(pk__in=self.matching().values("object_id"))

    def best(self) -> QuerySet[EditorsWords]:
        """The same as rows, the best first."""
        words = " ".join(typed_words(self.query))
        begun = Q(**{f"{self.column}__startswith": words})
        # Asked of each row that matches. As a list ("object_id IN …") SQLite looks up
        # every pair of a match and a visible thing: minutes at 25,000 pages.
        visible = self.queryset.order_by().filter(pk=OuterRef("object_id"))
        return (
            self.matching()
            .filter(Exists(visible))
            .order_by(
                Case(
                    When(begun, then=Value(0)),
                    default=Value(1),
                    output_field=IntegerField(),
                ),
                Length(self.column),
                "-object_id",
            )
        )


class Beginnings(WholeWords):
    """What one is still typing: the beginnings of words in names."""

    column, beginnings = "names", True


class WordsResults(BaseSearchResults):
    supports_facet = True

    def _do_search(self) -> list[Any]:
        compiler = self.query_compiler
        found = compiler.found()
        if not compiler.order_by_relevance or not typed_words(compiler.query):
            if not found.query.order_by:
                found = found.order_by("-pk")
            return list(found[self.start : self.stop])
        keys = list(
            compiler.best()[self.start : self.stop].values_list("object_id", flat=True)
        )
        if self.stop is not None:
            # A page of results: only its own rows are read.
            found = compiler.queryset.filter(pk__in=keys)
        things = {thing.pk: thing for thing in found.order_by()}
        return [things[key] for key in keys if key in things]

    def _do_count(self) -> int:
        found = self.query_compiler.found().order_by()
        return int(found[self.start : self.stop].count())

    def facet(self, field_name: str) -> Mapping[Any, int]:
        rows = self.query_compiler.found().order_by().values(field_name)
        counts = rows.annotate(count=Count("pk")).order_by("-count", field_name)
        return {row[field_name]: row["count"] for row in counts}


class WordsBackend(BaseSearchBackend):
    query_compiler_class = WholeWords
    autocomplete_query_compiler_class = Beginnings
    index_class = WordsIndex
    results_class = WordsResults
    rebuilder_class = Rebuilder


SearchBackend = WordsBackend
