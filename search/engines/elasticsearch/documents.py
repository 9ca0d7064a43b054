"""The documents of Elasticsearch: mapping, analysis, and how a row becomes one.

The words are folded, composed and placed in Python, on both sides, so the analysis only
cuts them at spaces: Elasticsearch has no step that composes, and the law's two
spellings of a syllable are ours to know. What it adds are pairs of words and their
beginnings. The mapping is strict: a field nobody declared is a mistake.
"""

from typing import Any

from elasticsearch_dsl import (
    Date,
    Document,
    Integer,
    Keyword,
    Long,
    MetaField,
    Text,
    analyzer,
    token_filter,
)

from search.models import SearchDocument

# Part of an index's name: raise it when the mapping or the derivation changes.
FORM = 3

_words = analyzer("nm_words", tokenizer="whitespace")
_pairs = analyzer(
    "nm_pairs",
    tokenizer="whitespace",
    filter=[
        token_filter(
            "nm_two_words",
            "shingle",
            min_shingle_size=2,
            max_shingle_size=2,
            output_unigrams=False,
        )
    ],
)
_beginnings = analyzer(
    "nm_beginnings",
    tokenizer="whitespace",
    filter=[token_filter("nm_edge", "edge_ngram", min_gram=1, max_gram=12)],
)


def _searched_text() -> Text:
    return Text(
        analyzer=_words,
        copy_to=["whole", "head"],
        fields={
            "pairs": Text(analyzer=_pairs),
            "begun": Text(analyzer=_beginnings, search_analyzer=_words),
            # Longer than the longest real title; beyond, nothing is equal to it.
            "exact": Keyword(ignore_above=1_000),
        },
    )


class SearchEntryDocument(Document):
    """One findable thing, as `SearchDocument` has it."""

    type = Keyword()
    key = Keyword()
    code = Keyword()
    path = Keyword(index=False, doc_values=False)
    scopes = Keyword()
    excluded = Keyword()
    tier = Keyword()
    unit = Keyword()
    field = Keyword()
    # Slug and names in one value: a facet shows the one and filters by the other.
    field_named = Keyword()
    level = Keyword()
    audience = Keyword()
    valid_from = Date()
    valid_to = Date()
    published_at = Date()
    popularity = Integer()
    version = Long()
    content_hash = Keyword()

    title_folded = _searched_text()
    phrases_folded = _searched_text()
    accented = Text(analyzer=_words)
    summary_folded = Text(analyzer=_words, copy_to=["whole", "head"])
    body_folded = Text(analyzer=_words, copy_to="whole", norms=False)
    # All words together: says *whether* a thing matches, not how well.
    whole = Text(analyzer=_words, norms=False, index_options="docs")
    # The same without the body, which mentions much.
    head = Text(analyzer=_words, norms=False, index_options="docs")

    title = Keyword(index=False, doc_values=False)
    title_en = Keyword(index=False, doc_values=False)
    title_accented = Keyword(index=False, doc_values=False)
    summary = Keyword(index=False, doc_values=False)
    opening = Keyword(index=False, doc_values=False)
    agency = Keyword(index=False, doc_values=False)
    agency_en = Keyword(index=False, doc_values=False)
    channel = Keyword()
    fee = Keyword(index=False, doc_values=False)
    fee_en = Keyword(index=False, doc_values=False)
    term = Keyword(index=False, doc_values=False)
    term_en = Keyword(index=False, doc_values=False)

    class Meta:
        dynamic = MetaField("strict")

    class Index:
        name = "unused"
        settings = {
            "number_of_shards": 1,
            # A copy as soon as there is a second node, none where it could not be.
            "auto_expand_replicas": "0-1",
            # How long a deletion refuses older writes; far beyond any retry.
            "gc_deletes": "1h",
        }


def index_body() -> dict[str, Any]:
    """Settings and mapping of a new index. The body of a text is searched, not kept."""
    body: dict[str, Any] = SearchEntryDocument._index.to_dict()
    body["mappings"]["_source"] = {"excludes": ["body_folded"]}
    body["mappings"]["_meta"] = {"form": FORM}
    return body


FIELD_SEPARATOR = "\u001f"

_PLAIN = (
    "type",
    "key",
    "code",
    "path",
    "level",
    "channel",
    "popularity",
    "version",
    "content_hash",
    "title",
    "title_en",
    "title_accented",
    "title_folded",
    "summary",
    "opening",
    "agency",
    "agency_en",
    "fee",
    "fee_en",
    "term",
    "term_en",
)
_DATES = ("valid_from", "valid_to", "published_at")


def identity(type_: str, key: str) -> str:
    """The `_id` of a thing, the same in every index."""
    return f"{type_}:{key}"


def body_of(row: SearchDocument) -> dict[str, Any]:
    """The document of a row that was read with its text and group."""
    facets = row.group.facets
    body: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    body.update(
        {name: value.isoformat() for name in _DATES if (value := getattr(row, name))}
    )
    (field, *_) = facets["field"] or [""]
    return {
        **body,
        "scopes": row.group.scopes,
        "excluded": row.group.excluded,
        "tier": facets["tier"],
        "unit": facets["unit"],
        "audience": facets["audience"],
        "field": field,
        "field_named": FIELD_SEPARATOR.join((field, row.field_name, row.field_name_en)),
        "phrases_folded": row.phrases_folded.split(" | ") if row.phrases_folded else [],
        "accented": row.text.accented,
        "summary_folded": row.text.summary,
        "body_folded": row.text.body,
    }
