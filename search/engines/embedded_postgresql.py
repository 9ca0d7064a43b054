"""PostgreSQL: tsvectors of words that were folded before they were stored.

`simple` keeps the words as they are. `ts_rank` knows neither which words are rare nor
how long a text is, so ranks are Okapi BM25, as SQLite's: of each word what `ts_rank`
says of its places, weighed by the lexicon. On the same records `ts_rank` alone finds
0.05 less (docs/relevance.md).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from search.engines.embedded import EmbeddedEngine, Match, Reach
from search.terms import Concept, Terms

# Weights of D, C (summary), B (phrases), A (title). What matches in the body alone has
# rank 0: reading the long vector of each match would take most of the time.
_PLACES = "ts_rank('{{0, 0.2, 0.6, 1}}', t.head, {word})"
# BM25 with its usual k1 = 1.2 and b = 0.75, a place in the title being worth ten; the
# head of a procedure has 21 words on average.
_BM25 = (
    f"{{weight}} * 10 * {_PLACES} * (1.2 + 1) "
    f"/ (10 * {_PLACES} + 1.2 * (1 - 0.75 + 0.75 * length(t.head) / 21.0))"
)
_DOCUMENT = "JOIN search_searchdocument d ON d.id = t.document_id "
_VALID = (
    "(d.valid_from IS NULL OR d.valid_from <= %s) "
    "AND (d.valid_to IS NULL OR d.valid_to > %s)"
)


def _joined(operator: str, words: Sequence[str]) -> str:
    """Words as data: letters and digits in quotes are a lexeme, never an operator."""
    return f" {operator} ".join(f"'{word}'" for word in words)


def _said(concept: Concept) -> str:
    """Any of the wordings, each with all its words."""
    wordings = (f"({_joined('&', wording)})" for wording in concept.wordings)
    return f"({' | '.join(wordings)})"


def _all_said(terms: Terms) -> str:
    return " & ".join(map(_said, terms.required))


class PostgresqlEngine(EmbeddedEngine):
    name = "embedded-postgresql"

    def count_groups(self, terms: Terms, reach: Reach) -> dict[int, int]:
        where, values = _where("t.whole", _all_said(terms), reach)
        sql = f"SELECT d.group_id, COUNT(*) {where} GROUP BY d.group_id"
        return dict(_rows(sql, values))

    def match_all(self, terms: Terms, reach: Reach, limit: int) -> list[Match]:
        return self._ranked(terms, "t.whole", _all_said(terms), reach, limit)

    def match_prefix(self, terms: Terms, reach: Reach, limit: int) -> list[Match]:
        whole = [f"'{word}'" for word in terms.folded[:-1]]
        begun = " & ".join([*whole, f"'{terms.prefix}':*AB"])
        return self._ranked(terms, "t.head", begun, reach, limit)

    def match_enough(
        self,
        concepts: Sequence[Concept],
        rarest: Sequence[Concept],
        needed: int,
        reach: Reach,
    ) -> list[Match]:
        # One look into the index for each concept. An expression for each would unpack
        # the long vector of every document as often as there are concepts.
        where, values = _reaching(reach)
        sql = (
            "SELECT d.id, d.group_id, COUNT(*) AS found "  # noqa: S608
            "FROM unnest(%s::text[]::tsquery[]) AS asked (said) "
            f"JOIN search_searchtext t ON t.whole @@ asked.said {_DOCUMENT}"
            f"WHERE {where} GROUP BY d.id HAVING COUNT(*) >= %s"
        )
        said = [_said(concept) for concept in concepts]
        return list(map(Match._make, _rows(sql, [said, *values, needed])))

    def rank_heads(self, words: Mapping[str, float], limit: int) -> dict[int, float]:
        rank = _BM25.format(weight="asked.weight", word="asked.word")
        sql = (
            f"SELECT t.document_id, SUM({rank}) AS rank "  # noqa: S608
            "FROM unnest(%s::text[]::tsquery[], %s::float[]) AS asked (word, weight) "
            "JOIN search_searchtext t ON t.head @@ asked.word "
            "GROUP BY t.document_id ORDER BY rank DESC LIMIT %s"
        )
        quoted = [f"'{word}'" for word in words]
        return dict(_rows(sql, [quoted, list(words.values()), limit]))

    def _ranked(
        self, terms: Terms, vector: str, expression: str, reach: Reach, limit: int
    ) -> list[Match]:
        """Best first: the words as typed in the title, then folded in the head, then
        anywhere. Ranks of each step lie between 0 and 1 less its number."""
        where, values = _where(vector, expression, reach)
        words = dict.fromkeys([*terms.folded, *sorted(terms.marked)])
        rank = " + ".join([_BM25.format(weight="%s", word="%s::tsquery")] * len(words))
        ranked = [
            value
            for word in words
            for value in (terms.lexicon.weight(word), f"'{word}'", f"'{word}'")
        ]
        typed = [f"'{word}':A" for word in terms.accented]
        sql = (
            "SELECT id, group_id, bm25 / (1 + bm25) - step AS rank FROM ("  # noqa: S608
            f"SELECT d.id, d.group_id, {rank} AS bm25, "
            "CASE WHEN t.head_accented @@ %s::tsquery THEN 0 "
            f"WHEN t.head @@ %s::tsquery THEN 1 ELSE 2 END AS step {where}"
            ") AS matching ORDER BY rank DESC, id LIMIT %s"
        )
        values = [*ranked, " & ".join(typed), expression, *values, limit]
        return list(map(Match._make, _rows(sql, values)))


def _rows(sql: str, values: list[Any]) -> list[Any]:
    """All rows of a statement that is to use the index of the words.

    The planner does not count what unpacking long vectors costs and would rather read
    them all: 15 ms instead of 5 for a common word. One round trip, for this statement
    only, in a transaction of the caller's as well.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SET LOCAL enable_seqscan = off; {sql}; "
            "SET LOCAL enable_seqscan TO DEFAULT",
            values,
        )
        cursor.nextset()
        rows: list[Any] = cursor.fetchall()
    return rows


def _where(vector: str, expression: str, reach: Reach) -> tuple[str, list[Any]]:
    where, values = _reaching(reach)
    matched = f"FROM search_searchtext t {_DOCUMENT}WHERE {vector} @@ %s::tsquery"
    return f"{matched} AND {where}", [expression, *values]


def _reaching(reach: Reach) -> tuple[str, list[Any]]:
    if reach.groups is None:
        return _VALID, [reach.at, reach.at]
    return f"{_VALID} AND d.group_id = ANY(%s)", [
        reach.at,
        reach.at,
        list(reach.groups),
    ]
