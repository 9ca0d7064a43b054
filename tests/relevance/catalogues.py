"""What there is to be found: the national records, the demo's own procedures, or both
as `make demo DATA=<jsonl>` loads them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from portal.demo.agencies import load_agencies
from portal.demo.catalogue import load_fields, load_units
from portal.demo.content import SINCE
from portal.demo.procedures import load_procedures
from portal.demo.progress import Progress
from search.indexing import CHUNK, chunks, forget
from search.lexicon import current as lexicon
from search.lexicon.current import learn_index
from search.models import SearchDocument
from search.rebuilding import rebuild
from services_catalog.agencies.services import create_unit_agencies
from services_catalog.procedures.imports.services import import_procedures
from services_catalog.units.models import AdminUnit

TYPE = "procedure"


def load_national_records(records: Path) -> None:
    load_units(Progress(quiet=True))
    create_unit_agencies(AdminUnit.objects.all())
    import_procedures(records, valid_from=SINCE)


def load_demo_procedures(_records: Path) -> None:
    """Those that ship with the project, with the phrases that they carry."""
    with _calm_log():
        for load in (load_units, load_fields, load_agencies, load_procedures):
            load(Progress(quiet=True))


def load_whole_portal(records: Path) -> None:
    load_demo_procedures(records)
    import_procedures(records, valid_from=SINCE, keep_known=True)


CATALOGUES: dict[str, Callable[[Path], None]] = {
    "records": load_national_records,
    "demo": load_demo_procedures,
    "portal": load_whole_portal,
}


def index_afresh() -> None:
    """Write every row again: what derives them may have changed unnoticed.

    Then what searches keep of the index is learnt and read anew.
    """
    _tell_planner()
    keys = SearchDocument.objects.filter(type=TYPE).values_list("key", flat=True)
    for some in chunks(list(keys), CHUNK):
        forget(TYPE, some)
    rebuild(TYPE)
    learn_index()
    lexicon.CURRENT.forget()
    _tell_planner()


def _tell_planner() -> None:
    """PostgreSQL knows nothing of rows that came in a moment ago, and then looks for
    them by plans that take minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def indexed_codes() -> frozenset[str]:
    codes = SearchDocument.objects.filter(type=TYPE).values_list("code", flat=True)
    return frozenset(codes)


@contextmanager
def _calm_log() -> Iterator[None]:
    """Wagtail tells of every paper form that is stored."""
    logger = logging.getLogger("wagtail")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
