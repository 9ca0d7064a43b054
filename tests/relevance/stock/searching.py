"""Filling the baseline with every record, and asking Wagtail's backend."""

from collections.abc import Sequence

from wagtail.search.backends import get_search_backend

from search.indexing import CHUNK, chunks
from search.registry import projections
from services_catalog.procedures.content import VersionContent
from tests.relevance.measuring import Ask, timed
from tests.relevance.metrics import DEPTH
from tests.relevance.stock.models import StockProcedure

# Wagtail's own, not the one that the portal's admin has in its stead.
BACKEND = "wagtail.search.backends.database"
# All words must be found, as Wagtail asks unless told otherwise; or any will do.
OPERATORS = {"wagtail": "and", "wagtail-or": "or"}


def fill() -> None:
    index = get_search_backend(BACKEND).get_index_for_model(StockProcedure)
    for some in chunks(projections()["procedure"].stream(), CHUNK):
        rows = StockProcedure.objects.bulk_create(
            StockProcedure(
                code=one.procedure.code,
                name=one.content.name,
                text=_text(one.content),
            )
            for one in some
        )
        index.add_items(StockProcedure, rows)


def _text(content: VersionContent) -> str:
    papers = (paper.name for one in content.case_types for paper in one.components)
    steps = (f"{step.title} {step.text}" for step in content.steps)
    parts = [content.summary, content.result, *papers, content.conditions, *steps]
    return "\n".join(part for part in parts if part)


def asking(operator: str) -> Ask:
    backend = get_search_backend(BACKEND)

    def find(text: str) -> Sequence[str]:
        found = backend.search(text, StockProcedure, operator=operator)
        return [row.code for row in found[:DEPTH]]

    return timed(find)
