"""The stock site on a database of its own, filled with what the portal's page says."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.servers import Server, free_port
from tests.benchmarks.surroundings import (
    ENVIRONMENT,
    PATIENCE,
    ROOT,
    VAR,
    database_url,
    new_database,
)

WSGI = "tests.benchmarks.stock.wsgi"
_DATABASE = "ngo_mon_stock"


@dataclass(frozen=True, slots=True)
class StockSite:
    """A running site: addresses of the procedure's page and of the form's page."""

    procedure_url: str
    form_url: str
    server: Server


@contextmanager
def stock_site(content: dict[str, Any]) -> Iterator[StockSite]:
    with new_database(_DATABASE) as database:
        environment = {
            **ENVIRONMENT,
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.stock.settings",
            "DATABASE_URL": database_url(database),
        }
        file = VAR / "stock_content.json"
        file.write_text(json.dumps(content), encoding="utf-8")
        _python("-m", "django", "migrate", "--verbosity", "0", environment=environment)
        filled = ("-m", "tests.benchmarks.stock.fill", str(file))
        paths = json.loads(_python(*filled, environment=environment))
        with Server(WSGI, environment, free_port()) as server:
            yield StockSite(
                server.url + paths["procedure"], server.url + paths["form"], server
            )


def _python(*arguments: str, environment: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603  # our own programs
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return done.stdout
