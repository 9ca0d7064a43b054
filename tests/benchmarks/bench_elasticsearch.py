"""The search API on Elasticsearch beside the bare requests that it makes of it, and a
rebuild of its copy beside `helpers.bulk` of the same documents.

On the demo's province with all records and 25,000 generated pages. Ours and the bare
take turns, after rounds that nobody measures: the server compiles what it runs often.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.benchmarks.surroundings import (
    ENVIRONMENT,
    copy_of_province,
    production,
    start_django,
)
from tests.benchmarks.table import Row, report

PAGES = 25_000
BASE_URL = "http://localhost"
P50_BAR, P95_BAR, SUGGEST_BAR, REBUILD_BAR = 1.5, 2.0, 1.5, 0.6
WARM, ROUNDS = 3, 7
REBUILDS = 3
SAMPLE = 12
COMMON = ("giấy phép", "dang ky", "ho so", "khai sinh", "lệ phí đăng ký kết hôn")


def main() -> None:
    address = ENVIRONMENT.get("ELASTICSEARCH_URL")
    if not address:
        sys.exit("This benchmark needs Elasticsearch: run it by `make bench`.")
    mark = "&" if "?" in address else "?"
    with copy_of_province("ngo_mon_elasticsearch") as database:
        environment = production(database, base_url=BASE_URL) | {
            # A cold server may take its time: nothing is bridged while it is measured.
            "ELASTICSEARCH_URL": f"{address}{mark}prefix=bench-elasticsearch&timeout=30"
        }
        start_django(environment["DJANGO_SETTINGS_MODULE"], **environment)
        try:
            _generate_pages()
            report([*_rebuild_rows(), *_search_rows()])
        finally:
            _remove_indices()
            from django.db import connections

            connections.close_all()


def _generate_pages() -> None:
    """Pages as long as news are, of the records' own words, in all portals."""
    from cms_pages.portals.snapshot import portals
    from search.indexing import write
    from search.models import SearchText
    from search.registry import SearchRecord

    dice = random.Random(11)  # a sample, no secret
    texts = SearchText.objects.filter(document__type="procedure")
    words = " ".join(texts.values_list("accented", flat=True)[:2_000]).split()
    places = [portal.path for portal in portals() if portal.unit_code]

    def some(count: int) -> str:
        begin = dice.randrange(len(words) - count)
        return " ".join(words[begin : begin + count])

    def page(number: int) -> Any:
        path = dice.choice(places)
        return SearchRecord(
            type="page",
            key=f"generated-{number}",
            title=some(dice.randint(4, 12)).capitalize(),
            path=f"{path}trang-{number}/",
            summary=some(25),
            body=" ".join(some(40) for _ in range(dice.randint(2, 10))),
            scopes=(f"portal:{path}",),
            tiers=("commune",),
        )

    write([page(number) for number in range(PAGES)])


def _rebuild_rows() -> Iterator[Row]:
    from search.engines.elasticsearch.rebuilding import rebuild, rows
    from search.engines.elasticsearch.writing import operation_of

    documents = list(map(operation_of, rows()))
    ours, bare = [], []
    for _ in range(REBUILDS):
        bare.append(_seconds(lambda: _bulk(documents)))
        ours.append(_seconds(rebuild))
    rate, bare_rate = (
        len(documents) / statistics.median(seconds) for seconds in (ours, bare)
    )
    yield Row(
        work="rebuild of Elasticsearch's copy, beside `helpers.bulk`",
        ours=rate,
        baseline=bare_rate,
        unit="documents/s",
        ratio=rate / bare_rate,
        bar=f"≥ {REBUILD_BAR:g}×",
        is_met=rate / bare_rate >= REBUILD_BAR,
        note=f"{len(documents):,} documents, read from the database",
    )


def _bulk(documents: list[Any]) -> None:
    """The same documents, in memory already, into an index of the same shape."""
    from elasticsearch import helpers

    from search.engines.elasticsearch import indices
    from search.engines.elasticsearch.connection import patient_client

    name = indices.begin()
    helpers.bulk(
        patient_client(),
        ({"_index": name, "_id": one.id, "_source": one.body} for one in documents),
    )
    indices.finish(name)
    patient_client().indices.delete(index=name)


def _search_rows() -> Iterator[Row]:
    from search.models import SearchDocument

    titles = SearchDocument.objects.filter(type="procedure").order_by("pk")
    known = list(titles.values_list("title_folded", "title_accented", "code"))
    sample = random.Random(12).sample(known, SAMPLE)  # a sample, no secret
    texts = [*COMMON, *(text for row in sample for text in _typed(*row))]
    beginnings = [folded[: 6 + 2 * n] for n, (folded, _, _) in enumerate(sample)]
    searching = _Pair("/api/v1/search/", texts)
    suggesting = _Pair("/api/v1/search/suggest/", beginnings)
    yield searching.row("search by the API, the middle one", 0.5, P50_BAR)
    yield searching.row("search by the API, of 20 the slowest", 0.95, P95_BAR)
    yield suggesting.row("suggestions by the API, of 20 the slowest", 0.95, SUGGEST_BAR)
    yield _statements_row(searching)


def _typed(folded: str, accented: str, code: str) -> Iterator[str]:
    words = folded.split()
    yield folded
    yield " ".join(words[-4:-1]) or folded
    yield " ".join(accented.split()[:6])
    yield code


class _Pair:
    """An address of the API and the bare requests of the same bodies, in turns."""

    def __init__(self, path: str, texts: list[str]) -> None:
        from django.test import Client

        from search.api import SearchView, SuggestView

        # A benchmark asks more often than anyone may.
        SearchView.throttle_classes = SuggestView.throttle_classes = []
        self._client = Client(headers={"host": "localhost"})
        self._path = path
        self.texts = texts
        bodies = [self._bodies(text) for text in texts]
        times: list[tuple[float, float]] = []
        for number in range(WARM + ROUNDS):
            for text, asked in zip(texts, bodies, strict=True):
                ours = _seconds(lambda text=text: self.ask(text))
                bare = _seconds(lambda asked=asked: _ask_bare(asked))
                if number >= WARM:
                    times.append((ours, bare))
        self._ours, self._bare = map(sorted, zip(*times, strict=True))

    def ask(self, text: str) -> dict[str, Any]:
        answer = self._client.get(self._path, {"q": text})
        if answer.status_code != 200:
            raise RuntimeError(f"{self._path} answered {answer.status_code}.")
        content: dict[str, Any] = json.loads(answer.content)
        if content.get("engine", "elasticsearch") != "elasticsearch":
            raise RuntimeError(f"{content['engine']} answered instead.")
        return content

    def row(self, work: str, share: float, bar: float) -> Row:
        ours, bare = (
            1000 * times[round(share * (len(times) - 1))]
            for times in (self._ours, self._bare)
        )
        return Row(
            work=work,
            ours=ours,
            baseline=bare,
            unit="ms",
            ratio=ours / bare,
            bar=f"≤ {bar:g}×",
            is_met=ours / bare <= bar,
            note=f"{len(self.texts)} texts, {len(self._ours)} of each",
        )

    def _bodies(self, text: str) -> list[tuple[str, Any]]:
        """What the engine asks of the server for this text."""
        from search.engines.elasticsearch import engine

        asked: list[tuple[str, Any]] = []
        ask = engine.ask

        def listen(path: str, body: Any, budget: Any) -> Any:
            asked.append((path, body))
            return ask(path, body, budget)

        engine.ask = listen
        try:
            self.ask(text)
        finally:
            engine.ask = ask
        if not asked:
            raise RuntimeError(f"Nothing was asked of the server for {text!r}.")
        return asked


def _ask_bare(asked: list[tuple[str, Any]]) -> None:
    from search.engines.elasticsearch.connection import client

    headers = {"accept": "application/json", "content-type": "application/json"}
    for path, body in asked:
        client().perform_request("POST", path, headers=headers, body=body)


def _statements_row(pair: _Pair) -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def counted(text: str) -> int:
        with CaptureQueriesContext(connection) as statements:
            pair.ask(text)
        return len(statements)

    # Once a second a process looks whether words, rules or portals were changed. That
    # belongs to no search: of two in a row the second is counted, both are reported.
    looking, counts = zip(
        *((counted(text), counted(text)) for text in pair.texts), strict=True
    )
    most = max(counts)
    return Row(
        work="statements to the database for a search by the API, at most",
        ours=most,
        baseline=None,
        unit="",
        ratio=None,
        bar="≤ 2",
        is_met=most <= 2,
        note=f"{max(looking)} where the process looks for changes, once a second",
    )


def _remove_indices() -> None:
    from search.engines.elasticsearch import indices
    from search.engines.elasticsearch.connection import patient_client

    for index in indices.ours():
        patient_client().indices.delete(index=index.name)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
