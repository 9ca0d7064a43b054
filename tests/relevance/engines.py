"""Who is asked: the portal's engines, each as a question that gives codes in order."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import connection
from django.utils import timezone

from search.engines.elasticsearch.engine import ElasticsearchEngine
from search.engines.elasticsearch.rebuilding import rebuild
from search.engines.embedded_postgresql import PostgresqlEngine
from search.engines.embedded_sqlite import SqliteEngine
from search.engines.port import SearchEngine
from search.queries import terms_of
from search.results import SearchQuery
from search.scopes import Scope
from tests.relevance.measuring import Ask, timed
from tests.relevance.metrics import DEPTH

EMBEDDED: dict[str, type[SearchEngine]] = {
    "sqlite": SqliteEngine,
    "postgresql": PostgresqlEngine,
}
# Makes the engine ready for the documents that stand in the database, and gives it.
Prepare = Callable[[], SearchEngine]
ELASTICSEARCH = "elasticsearch"


def engines() -> dict[str, Prepare]:
    """The engine of the database in use, and Elasticsearch when there is a server."""
    known: dict[str, Prepare] = {connection.vendor: EMBEDDED[connection.vendor]}
    if settings.ELASTICSEARCH is not None:
        known[ELASTICSEARCH] = _elasticsearch
    return known


def _elasticsearch() -> SearchEngine:
    """With a copy of the rows made anew, as `rebuild_search_index` makes it."""
    rebuild()
    return ElasticsearchEngine()


def asking(engine: SearchEngine) -> Ask:
    """As the whole province's result page asks for procedures, ten at a time."""
    today = timezone.localdate()

    def find(text: str) -> Sequence[str]:
        query = SearchQuery(
            text=text,
            at=today,
            scope=Scope(),
            filters={"type": ("procedure",)},
            page_size=DEPTH,
        )
        return [hit.code for hit in engine.search(query, terms_of(query)).hits]

    return timed(find)
