"""Where a benchmark runs: its environment, an empty database, the filled province.

`make bench` names a PostgreSQL with durable writes in DATABASE_URL. The province (the
demo of three tiers with all records) is loaded once a cluster, by the commands that the
README names, into a database of its own; the empty databases are gone afterwards.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

# Django reads its settings from the environment before portal.settings.env exists.
ENVIRONMENT: dict[str, str] = os.environ  # type: ignore[assignment]  # noqa: TID251
DATA = Path(ENVIRONMENT.get("DATA") or ROOT.parent / "shared/data/procedures.jsonl")
VAR = Path(ENVIRONMENT.get("VAR") or ROOT / "var") / "benchmarks"
PROVINCE, LOADING = "ngo_mon_province", "ngo_mon_loading"
# Loading the province on a busy machine; a server or command that is stuck ends.
PATIENCE = 900  # seconds


def require_data() -> Path:
    """The file of all records; the run stops with its name where there is none."""
    if not DATA.is_file():
        sys.exit(f"No records at {DATA}; name some with DATA=<jsonl>.")
    return DATA


@contextmanager
def empty_database() -> Iterator[None]:
    """Django with the settings of tests, on a migrated database of its own."""
    start_django("portal.settings.test", VAR=str(VAR))
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
    )

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(old, verbosity=0)


def start_django(settings: str, **environment: str) -> None:
    VAR.mkdir(parents=True, exist_ok=True)
    ENVIRONMENT.update(environment, DJANGO_SETTINGS_MODULE=settings)
    import django

    django.setup()


def production(database: str, *, base_url: str) -> dict[str, str]:
    """The environment of a portal in production on one of the cluster's databases."""
    return {
        **ENVIRONMENT,
        # A benchmark of Elasticsearch names it; the others measure the database.
        "ELASTICSEARCH_URL": "",
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "DATABASE_URL": database_url(database),
        "VAR": str(VAR),
        "BASE_URL": base_url,
        "SECRET_KEY": "key-for-benchmarks-only",
        "FIELD_KEYS": "bench:" + "33" * 32,
        "EMAIL_URL": "dummymail://",
        "CACHE_URL": "locmemcache://",
    }


@cache
def province() -> str:
    """The name of the database with the demo and all records; loaded where missing."""
    if not _exists(PROVINCE):
        environment = production(LOADING, base_url="http://localhost")
        # The demo refuses to load where DEBUG is off.
        environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
        _run_sql("DROP DATABASE IF EXISTS {}", LOADING)
        _run_sql("CREATE DATABASE {}", LOADING)
        manage("migrate", "--verbosity", "0", environment=environment)
        manage(
            "demo", "--quiet", "--data", str(require_data()), environment=environment
        )
        _run_sql("ALTER DATABASE {} RENAME TO {}", LOADING, PROVINCE)
    _collect_static()
    _analyse(PROVINCE)
    return PROVINCE


@contextmanager
def copy_of_province(name: str) -> Iterator[str]:
    """A database like it to write into, gone afterwards."""
    source = province()
    _run_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _run_sql("CREATE DATABASE {} TEMPLATE {}", name, source)
    try:
        _analyse(name)
        yield name
    finally:
        _run_sql("DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def new_database(name: str) -> Iterator[str]:
    """An empty database of the cluster, gone afterwards."""
    _run_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _run_sql("CREATE DATABASE {}", name)
    try:
        yield name
    finally:
        _run_sql("DROP DATABASE {} WITH (FORCE)", name)


def manage(*arguments: str, environment: dict[str, str]) -> str:
    """One verb of manage.py; what it printed. Its errors go to the terminal."""
    done = subprocess.run(  # noqa: S603  # our own verbs
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return done.stdout


def require_postgresql() -> str:
    """The address in DATABASE_URL; the run stops where it is not PostgreSQL's."""
    base = ENVIRONMENT.get("DATABASE_URL", "")
    if not base.startswith("postgres"):
        sys.exit("This benchmark needs PostgreSQL: run it by `make bench`.")
    return base


def database_url(name: str) -> str:
    """The address of a database of the cluster that DATABASE_URL names."""
    base = require_postgresql()
    return f"{base.rsplit('/', 1)[0]}/{name}"


def _collect_static() -> None:
    if not (VAR / "static" / "staticfiles.json").exists():
        environment = production(PROVINCE, base_url="http://localhost")
        manage("collectstatic", "--no-input", environment=environment)


def _analyse(name: str) -> None:
    with psycopg.connect(database_url(name), autocommit=True) as connection:
        connection.execute("ANALYZE")


def _exists(name: str) -> bool:
    with _cluster() as connection:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        return connection.execute(query, [name]).fetchone() is not None


def _run_sql(text: str, *names: str) -> None:
    with _cluster() as connection:
        connection.execute(sql.SQL(text).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


def _cluster() -> psycopg.Connection[Any]:
    return psycopg.connect(database_url("postgres"), autocommit=True)
