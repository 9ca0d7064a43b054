"""A procedure's page without any page cache, beside a stock Wagtail page of the same.

Over HTTP through gunicorn, each server with one web process on one core; the load comes
from another core. The three take turns, so that a busy machine slows all alike.
"""

import statistics

from tests.benchmarks.content import PORTAL_PATH, content_of
from tests.benchmarks.servers import Server, free_port, get, requests_per_second
from tests.benchmarks.stock_site import stock_site
from tests.benchmarks.surroundings import (
    ENVIRONMENT,
    VAR,
    production,
    province,
    start_django,
)
from tests.benchmarks.table import Row, report

CODE = "1.001193"
BAR = 2.0
ROUNDS, SECONDS = 5, 4
REQUESTS = 100


def main() -> None:
    port = free_port()
    environment = production(province(), base_url=f"http://127.0.0.1:{port}")
    start_django(environment["DJANGO_SETTINGS_MODULE"], **environment)
    content = content_of(CODE)
    path = f"{PORTAL_PATH}thu-tuc/{CODE.replace('.', '-')}/"
    with (
        Server("portal.wsgi", environment, port) as portal,
        stock_site(content) as stock,
    ):
        url = portal.url + path
        body = get(url)
        (VAR / "bare_body.html").write_bytes(body)
        with Server("tests.benchmarks.stock.bare", _bare(), free_port()) as bare:
            rates = _take_turns(url, stock.procedure_url, f"{bare.url}/")
        costs = _cost(portal, url), _cost(stock.server, stock.procedure_url)
        sizes = len(body), len(get(stock.procedure_url))
    report([*_rows(*rates, *sizes), _per_processor_second(*costs)])


def _bare() -> dict[str, str]:
    return {**ENVIRONMENT, "BARE_BODY": str(VAR / "bare_body.html")}


def _take_turns(*urls: str) -> list[float]:
    """The median rate of each address over rounds in which all take their turn."""
    for url in urls:
        requests_per_second(url, 1)
    rounds = [
        [requests_per_second(url, SECONDS) for url in urls] for _ in range(ROUNDS)
    ]
    return [statistics.median(rates) for rates in zip(*rounds, strict=True)]


def _cost(server: Server, url: str) -> float:
    """Seconds of the core for one answer; other work on the machine has no part."""
    before = server.processor_seconds
    for _ in range(REQUESTS):
        get(url)
    return (server.processor_seconds - before) / REQUESTS


def _per_processor_second(ours: float, stock: float) -> Row:
    return Row(
        work="the same two pages by the processor time of the web process",
        ours=1 / ours,
        baseline=1 / stock,
        unit="requests/s",
        ratio=stock / ours,
        bar="reported",
        is_met=True,
        note="the database's time apart",
    )


def _rows(
    ours: float, stock: float, bare: float, size: int, stock_size: int
) -> list[Row]:
    return [
        Row(
            work="procedure page, HTTP, one core, against a stock Wagtail page",
            ours=ours,
            baseline=stock,
            unit="requests/s",
            ratio=ours / stock,
            bar=f"≥ {BAR:g}×",
            is_met=ours / stock >= BAR,
            note=f"{size:,} bytes, stock {stock_size:,}",
        ),
        Row(
            work="the same page against a bare view returning the same bytes",
            ours=ours,
            baseline=bare,
            unit="requests/s",
            ratio=ours / bare,
            bar="reported",
            is_met=True,
            note=f"stock reaches {stock / bare:.1%}",
        ),
    ]


if __name__ == "__main__":
    main()
