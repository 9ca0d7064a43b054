"""A database for a catalogue, kept in VAR or on the cluster while what fills it stays.

Filled by a process of its own under another name and renamed when all is there, so a
run that was stopped leaves nothing that looks finished.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

# Django reads its settings from the environment before portal.settings.env exists.
ENVIRONMENT: dict[str, str] = os.environ  # type: ignore[assignment]  # noqa: TID251
RECORDS = Path(
    ENVIRONMENT.get("DATA") or ROOT.parent / "shared" / "data" / "procedures.jsonl"
)
FOLDER = Path(ENVIRONMENT.get("VAR") or ROOT / "var").resolve() / "relevance"
# What makes the rows of the catalogue, and what makes those of the index.
CATALOGUE_CODE = ("services_catalog", "site/portal/demo", "tests/relevance/stock")
INDEX_CODE = ("search", "services_catalog/projections.py")
# Loading all records on a busy machine; a process that is stuck ends.
PATIENCE = 1800  # seconds


def open_database(catalogue: str, *, fresh: bool = False) -> None:
    """Name the catalogue's database in the environment, filled where it is missing."""
    ENVIRONMENT.update(
        VAR=str(FOLDER), DJANGO_SETTINGS_MODULE="tests.relevance.settings"
    )
    FOLDER.mkdir(parents=True, exist_ok=True)
    base = ENVIRONMENT.get("DATABASE_URL", "")
    kept = Cluster(base) if base.startswith("postgres") else Files()
    name = f"relevance_{catalogue}_{key_of_catalogue(catalogue)}"
    if fresh or not kept.has(name):
        kept.remove(f"relevance_{catalogue}_")
        loading = f"relevance_{catalogue}_loading"
        kept.make(loading)
        _fill(catalogue, kept.url(loading))
        kept.rename(loading, name)
    ENVIRONMENT["DATABASE_URL"] = kept.url(name)


def key_of_catalogue(catalogue: str) -> str:
    files = [path for folder in CATALOGUE_CODE for path in _sources(folder)]
    files += ROOT.glob("*/migrations/*.py")
    if catalogue != "demo":
        files.append(RECORDS)
    return _digest(files)


def key_of_index() -> str:
    return _digest(path for part in INDEX_CODE for path in _sources(part))


class Files:
    """SQLite files, one a catalogue."""

    def has(self, name: str) -> bool:
        return self._path(name).is_file()

    def make(self, name: str) -> None:
        """SQLite makes a file when it is first opened."""

    def remove(self, prefix: str) -> None:
        for path in FOLDER.glob(f"{prefix}*"):
            path.unlink()

    def rename(self, old: str, new: str) -> None:
        self._path(old).rename(self._path(new))

    def url(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def _path(self, name: str) -> Path:
        return FOLDER / f"{name}.sqlite3"


class Cluster:
    """Databases beside the one that DATABASE_URL names, under names of its own."""

    def __init__(self, base: str) -> None:
        self.server, _, self.prefix = base.rpartition("/")

    def has(self, name: str) -> bool:
        return self._full(name) in self._names()

    def make(self, name: str) -> None:
        self._run("CREATE DATABASE {}", self._full(name))

    def remove(self, prefix: str) -> None:
        for name in self._names():
            if name.startswith(self._full(prefix)):
                self._run("DROP DATABASE {} WITH (FORCE)", name)

    def rename(self, old: str, new: str) -> None:
        self._run("ALTER DATABASE {} RENAME TO {}", self._full(old), self._full(new))

    def url(self, name: str) -> str:
        return f"{self.server}/{self._full(name)}"

    def _full(self, name: str) -> str:
        return f"{self.prefix}_{name}"

    def _names(self) -> list[str]:
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            rows = connection.execute("SELECT datname FROM pg_database").fetchall()
        return [str(row[0]) for row in rows]

    def _run(self, text: str, *names: str) -> None:
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(text).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


def _fill(catalogue: str, url: str) -> None:
    subprocess.run(  # noqa: S603  # our own module
        [sys.executable, "-m", "tests.relevance.filling", catalogue, str(RECORDS)],
        cwd=ROOT,
        env={**ENVIRONMENT, "DATABASE_URL": url},
        check=True,
        timeout=PATIENCE,
    )


def _sources(part: str) -> list[Path]:
    path = ROOT / part
    if path.is_file():
        return [path]
    kinds = {".py", ".yaml", ".csv", ".txt"}
    return [file for file in path.rglob("*") if file.suffix in kinds]


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
