"""SQLite: FTS5 over words that were folded before they were stored."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from search.engines.embedded import (
    MAX_MATCHES,
    EmbeddedEngine,
    Match,
    Reach,
)
from search.terms import Concept, Terms

# Columns in the order of `fulltext`: accented, title, phrases, summary.
_RANK = "bm25(search_head, 8, 10, 6, 2)"
# CROSS JOIN keeps FTS5 outside; the index holds all that is read of a document.
_DOCUMENT = (
    "CROSS JOIN search_searchdocument d INDEXED BY search_document_narrow "
    "ON d.id = {table}.rowid WHERE {table} MATCH %s AND "
)
_VALID = (
    "(d.valid_from IS NULL OR d.valid_from <= %s) "
    "AND (d.valid_to IS NULL OR d.valid_to > %s)"
)
_HEAD = "title phrases summary"
_IN_GROUPS = " AND d.group_id IN (SELECT value FROM json_each(%s))"


def _quoted(operator: str, words: Sequence[str], columns: str = "") -> str:
    """Words as data: in FTS5 a string in double quotes is never an operator."""
    expression = f" {operator} ".join(f'"{word}"' for word in words)
    return f"{{{columns}}} : ({expression})" if columns else expression


def _said(concept: Concept) -> str:
    """Any of the wordings, each with all its words."""
    wordings = (f"({_quoted('AND', wording)})" for wording in concept.wordings)
    return f"({' OR '.join(wordings)})"


def _all_said(terms: Terms) -> str:
    return " AND ".join(map(_said, terms.required))


def _any_said(concepts: Sequence[Concept]) -> str:
    return f"({' OR '.join(map(_said, concepts))})"


class SqliteEngine(EmbeddedEngine):
    name = "embedded-sqlite"

    def count_groups(self, terms: Terms, reach: Reach) -> dict[int, int]:
        where, values = _where("search_whole", _all_said(terms), reach)
        return dict(
            _rows(
                f"SELECT d.group_id, COUNT(*) FROM search_whole {where} "  # noqa: S608
                "GROUP BY d.group_id",
                values,
            )
        )

    def match_all(self, terms: Terms, reach: Reach, limit: int) -> list[Match]:
        """Best first: the words as typed in the title, then folded in the head, then
        anywhere. Each step runs only if those before it did not fill the list."""
        found: dict[int, Match] = {}
        for step, matches in enumerate((self._typed, self._in_head, self._anywhere)):
            if len(found) == limit:
                break
            for id_, group, rank in matches(terms, reach, limit):
                # Each step's ranks lie between 0 and 1, those of later steps below.
                found.setdefault(id_, Match(id_, group, rank / (1 + rank) - step))
        return list(found.values())[:limit]

    def _typed(self, terms: Terms, reach: Reach, limit: int) -> list[Match]:
        if not terms.accented:
            return []
        expression = _quoted("AND", terms.accented, "accented")
        return self._ranked(expression, reach, limit)

    def _in_head(self, terms: Terms, reach: Reach, limit: int) -> list[Match]:
        return self._ranked(f"{{{_HEAD}}} : ({_all_said(terms)})", reach, limit)

    def _anywhere(self, terms: Terms, reach: Reach, _limit: int) -> list[Match]:
        """Some of the words stand in the body: the others, in the head, rank."""
        where, values = _where("search_whole", _all_said(terms), reach)
        rows = _rows(
            f"SELECT d.id, d.group_id FROM search_whole {where}",  # noqa: S608
            values,
        )
        ranks = self._rank_words(sorted(terms.marked), MAX_MATCHES)
        matches = [Match(id_, group, ranks.get(id_, 0.0)) for id_, group in rows]
        return sorted(matches, key=lambda match: (-match.rank, match.id))

    def rank_heads(self, words: Mapping[str, float], limit: int) -> dict[int, float]:
        # bm25 knows by itself which words are rare.
        return self._rank_words(tuple(words), limit)

    def _rank_words(self, words: Sequence[str], limit: int) -> dict[int, float]:
        sql = (
            f"SELECT rowid, -{_RANK} AS rank FROM search_head "  # noqa: S608
            "WHERE search_head MATCH %s ORDER BY rank DESC LIMIT %s"
        )
        return dict(_rows(sql, [_quoted("OR", words, _HEAD), limit]))

    def match_enough(
        self,
        concepts: Sequence[Concept],
        rarest: Sequence[Concept],
        needed: int,
        reach: Reach,
    ) -> list[Match]:
        selects, values = [], []
        for concept in concepts:
            expression = _said(concept)
            if concept not in rarest:
                expression = f"{expression} AND {_any_said(rarest)}"
            selects.append(
                "SELECT rowid AS id FROM search_whole WHERE search_whole MATCH %s"
            )
            values.append(expression)
        where, more = _reaching(reach)
        sql = (
            "SELECT d.id, d.group_id, f.found FROM (SELECT id, COUNT(*) AS found "  # noqa: S608
            f"FROM ({' UNION ALL '.join(selects)}) GROUP BY id HAVING found >= %s) f "
            "CROSS JOIN search_searchdocument d INDEXED BY search_document_narrow "
            f"ON d.id = f.id WHERE {where}"
        )
        return list(map(Match._make, _rows(sql, [*values, needed, *more])))

    def match_prefix(self, terms: Terms, reach: Reach, limit: int) -> list[Match]:
        whole = [f'"{word}"' for word in terms.folded[:-1]]
        begun = " AND ".join([*whole, f'"{terms.prefix}"*'])
        return self._ranked(f"{{title phrases}} : ({begun})", reach, limit)

    def _ranked(self, expression: str, reach: Reach, limit: int) -> list[Match]:
        where, values = _where("search_head", expression, reach)
        rows = _rows(
            f"SELECT d.id, d.group_id, {_RANK} AS distance FROM search_head {where} "  # noqa: S608
            "ORDER BY distance, d.id LIMIT %s",
            [*values, limit],
        )
        return [Match(id_, group, -distance) for id_, group, distance in rows]


def _rows(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Any] = cursor.fetchall()
    return rows


def _where(table: str, expression: str, reach: Reach) -> tuple[str, list[Any]]:
    where, values = _reaching(reach)
    return _DOCUMENT.format(table=table) + where, [expression, *values]


def _reaching(reach: Reach) -> tuple[str, list[Any]]:
    day = reach.at.isoformat()
    if reach.groups is None:
        return _VALID, [day, day]
    return _VALID + _IN_GROUPS, [day, day, json.dumps(list(reach.groups))]
