"""From the HTTP POST to the committed dossier, beside an equal form of Wagtail's own.

Both on PostgreSQL with durable writes, each through gunicorn with one web process on
one core. A dossier's post validates again, allots the code, writes dossier, event,
receipt and outbox; Wagtail's form stores one row. Posts come one after another.
"""

import statistics
import time

import psycopg

from tests.benchmarks.content import PORTAL_PATH, content_of
from tests.benchmarks.journeys import Browser, fill_in, plain_answers
from tests.benchmarks.servers import Server, free_port
from tests.benchmarks.stock_site import stock_site
from tests.benchmarks.surroundings import (
    copy_of_province,
    database_url,
    production,
    start_django,
)
from tests.benchmarks.table import Row, report

CODE = "2.000635"
BAR = 0.5
WARM, ROUNDS = 5, 60


def main() -> None:
    port = free_port()
    with copy_of_province("ngo_mon_submission") as database:
        environment = production(database, base_url=f"http://127.0.0.1:{port}")
        start_django(environment["DJANGO_SETTINGS_MODULE"], **environment)
        content = content_of(CODE)
        with (
            Server("portal.wsgi", environment, port) as portal,
            stock_site(content) as stock,
        ):
            report(_measure(portal.url, stock.form_url, database))


def _measure(portal_url: str, stock_url: str, database: str) -> list[Row]:
    base = f"{PORTAL_PATH}thu-tuc/{CODE.replace('.', '-')}/nop/"
    host, _, path = stock_url.removeprefix("http://").partition("/")
    plain = Browser(f"http://{host}")
    plain.get(f"/{path}")
    plain_form = plain_answers()
    submits, journeys, stocks = [], [], []
    for _ in range(WARM + ROUNDS):
        browser = Browser(portal_url)
        started = time.perf_counter()
        last = fill_in(browser, base)
        filled = time.perf_counter()
        receipt = browser.post(f"{base}nop/", last)
        submits.append(time.perf_counter() - filled)
        journeys.append(time.perf_counter() - started)
        if "/bien-nhan/" not in receipt:
            raise RuntimeError(f"No receipt but {receipt}.")
        started = time.perf_counter()
        answer = plain.post(f"/{path}", plain_form, expected=200)
        stocks.append(time.perf_counter() - started)
        if "Đã nhận" not in answer:
            raise RuntimeError(f"Wagtail's form refused: {answer[:20000]}")
    _require_dossiers(database, WARM + ROUNDS)
    submit, journey, stock = (
        statistics.median(times[WARM:]) for times in (submits, journeys, stocks)
    )
    return _rows(submit, journey, stock)


def _require_dossiers(database: str, wanted: int) -> None:
    with psycopg.connect(database_url(database)) as connection:
        query = (
            "SELECT count(*) FROM submissions_dossier"
            " WHERE submitted_at > now() - interval '1 hour'"
        )
        row = connection.execute(query).fetchone()
        durable = connection.execute("SHOW fsync").fetchone()
    if durable != ("on",):
        raise RuntimeError("PostgreSQL runs without fsync.")
    if row is None or row[0] < wanted:
        raise RuntimeError(f"Of {wanted} dossiers {row} were committed.")


def _rows(submit: float, journey: float, stock: float) -> list[Row]:
    return [
        Row(
            work="submission, HTTP POST to committed dossier, against Wagtail's form",
            ours=1 / submit,
            baseline=1 / stock,
            unit="posts/s",
            ratio=stock / submit,
            bar=f"≥ {BAR:g}×",
            is_met=stock / submit >= BAR,
            note=f"PostgreSQL, fsync on, {ROUNDS} of each",
        ),
        Row(
            work="the whole journey: five posts and five pages from begin to receipt",
            ours=journey * 1000,
            baseline=None,
            unit="ms",
            ratio=None,
            bar="reported",
            is_met=True,
        ),
    ]


if __name__ == "__main__":
    main()
