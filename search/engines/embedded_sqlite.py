"""SQLite: FTS5 over words that were folded before they were stored."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from search.engines.embedded import EmbeddedEngine, Match, Reach, TermMatch
from search.terms import Terms

# Title before phrases before summary before body; what has the tones, too, before all.
# Columns in the order of `fulltext`: accented, title, phrases, summary, body.
_RANK = "-bm25(search_fts, 6, 10, 6, 2, 1)"
# CROSS JOIN keeps FTS5 outside; the index holds all that is read of a document.
_FROM = (
    "FROM search_fts CROSS JOIN search_searchdocument d "
    "INDEXED BY search_document_narrow ON d.id = search_fts.rowid "
    "WHERE search_fts MATCH %s "
    "AND (d.valid_from IS NULL OR d.valid_from <= %s) "
    "AND (d.valid_to IS NULL OR d.valid_to > %s)"
)
_FOLDED_COLUMNS = "{title phrases summary body}"


def _quoted(words: Sequence[str]) -> str:
    """Words as data: in FTS5 a string in double quotes is never an operator."""
    return " AND ".join(f'"{word}"' for word in words)


def _all_of(terms: Terms) -> str:
    expression = f"{_FOLDED_COLUMNS} : ({_quoted(terms.required)})"
    if terms.accented:
        # Adds no match, as what has the accented words has the folded ones: only rank.
        expression += f" OR {{accented}} : ({_quoted(terms.accented)})"
    return expression


class SqliteEngine(EmbeddedEngine):
    name = "embedded-sqlite"

    def match_all(self, terms: Terms, reach: Reach) -> list[Match]:
        return self._ranked(_all_of(terms), reach)

    def match_prefix(self, terms: Terms, reach: Reach) -> list[Match]:
        whole = [f'"{word}"' for word in terms.folded[:-1]]
        begun = " AND ".join([*whole, f'"{terms.prefix}"*'])
        return self._ranked(f"{{title phrases}} : ({begun})", reach)

    def match_each(self, words: Sequence[str], reach: Reach) -> list[TermMatch]:
        selects, values = [], []
        for number, word in enumerate(words):
            where, parameters = _where(f'{_FOLDED_COLUMNS} : "{word}"', reach)
            selects.append(f"SELECT {number}, d.id, d.group_id {where}")
            values += parameters
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(selects), values)
            return [TermMatch(*row) for row in cursor.fetchall()]

    def _ranked(self, expression: str, reach: Reach) -> list[Match]:
        where, values = _where(expression, reach)
        sql = f"SELECT d.id, d.group_id, {_RANK} {where}"  # constants
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(map(Match._make, cursor.fetchall()))


def _where(expression: str, reach: Reach) -> tuple[str, list[Any]]:
    day = reach.at.isoformat()
    values: list[Any] = [expression, day, day]
    if reach.groups is None:
        return _FROM, values
    values.append(json.dumps(list(reach.groups)))
    return f"{_FROM} AND d.group_id IN (SELECT value FROM json_each(%s))", values
