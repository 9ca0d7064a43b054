"""PostgreSQL: tsvectors of words that were folded before they were stored.

`simple` keeps the words as they are. Ranks are `ts_rank`, never `ts_rank_cd`: on the
same titles the latter took 0.2 of the quality that both others reach.
"""

import math
from collections.abc import Sequence
from typing import Any

from django.db import connection

from search.engines.embedded import EmbeddedEngine, Match, Reach
from search.engines.port import MOST_STRICT
from search.terms import Concept, Terms

# Weights of D, C (summary), B (phrases), A (title). What matches in the body alone has
# rank 0: reading the long vector of each match would take most of the time.
_RANK = "ts_rank('{0, 0.2, 0.6, 1}', t.head, %s::tsquery)"
_RANK_ACCENTED = f"{_RANK} + ts_rank(t.head_accented, %s::tsquery)"
_FROM = (
    "FROM search_searchtext t JOIN search_searchdocument d ON d.id = t.document_id "
    "WHERE {vector} @@ %s::tsquery "
    "AND (d.valid_from IS NULL OR d.valid_from <= %s) "
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


def _in_heads(needed: int, concepts: int) -> int:
    """Of a long question half of what is needed must stand in title or phrases."""
    return needed if concepts < MOST_STRICT else math.ceil(needed / 2)


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
        # Asked of the short vectors, which stand in the row: a long one is unpacked
        # anew for each concept. Half of what is needed must stand there, then.
        found = " + ".join(["(t.head @@ %s::tsquery)::int"] * len(concepts))
        where, values = _where("t.head", " | ".join(map(_said, concepts)), reach)
        sql = (
            f"SELECT id, group_id, found FROM (SELECT d.id, d.group_id, {found} "  # noqa: S608
            f"AS found {where}) AS counted WHERE found >= %s"
        )
        said = [_said(concept) for concept in concepts]
        return list(
            map(
                Match._make,
                _rows(sql, [*said, *values, _in_heads(needed, len(concepts))]),
            )
        )

    def rank_heads(
        self, concepts: Sequence[Concept], weights: Sequence[float], limit: int
    ) -> dict[int, float]:
        # ts_rank does not know which words are rare; the lexicon does.
        said = [_said(concept) for concept in concepts]
        mass = " + ".join(["%s * (t.head @@ %s::tsquery)::int"] * len(said))
        rank = "ts_rank('{0, 0.2, 0.6, 1}', t.head, %s::tsquery)"
        sql = (
            f"SELECT t.document_id, ({mass}) / (2 + ln(length(t.head))) + {rank} "  # noqa: S608
            "AS rank "
            "FROM search_searchtext t WHERE t.head @@ %s::tsquery "
            "ORDER BY rank DESC LIMIT %s"
        )
        weighed = [value for pair in zip(weights, said, strict=True) for value in pair]
        anything = " | ".join(said)
        return dict(_rows(sql, [*weighed, anything, anything, limit]))

    def _ranked(
        self, terms: Terms, vector: str, expression: str, reach: Reach, limit: int
    ) -> list[Match]:
        where, values = _where(vector, expression, reach)
        words = dict.fromkeys([*terms.folded, *sorted(terms.marked)])
        ranks = [_joined("|", tuple(words))]
        rank = _RANK
        if terms.accented:
            ranks.append(_joined("|", terms.accented))
            rank = _RANK_ACCENTED
        sql = (
            f"SELECT d.id, d.group_id, {rank} AS rank {where} "
            "ORDER BY rank DESC, d.id LIMIT %s"
        )
        return list(map(Match._make, _rows(sql, [*ranks, *values, limit])))


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
    where = _FROM.format(vector=vector)
    values: list[Any] = [expression, reach.at, reach.at]
    if reach.groups is None:
        return where, values
    values.append(list(reach.groups))
    return f"{where} AND d.group_id = ANY(%s)", values
