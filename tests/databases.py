"""One migrated database a run, copied for every worker.

Migrating takes longer than most files of tests, and each worker would do it for itself.
So a process beside the workers migrates once, while they still collect their tests;
each of them then takes a copy.
"""

import os
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600  # seconds for the migrations on a busy machine
_OUTCOME = "migrated"


class MigratedDatabase:
    """What the controller of a run with several workers holds."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="ngo-mon-database-")
        path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
        self._process = subprocess.Popen(  # noqa: S603  # this very module
            [sys.executable, "-m", "tests.databases", self.folder],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": path},  # noqa: TID251
        )

    @property
    def folder(self) -> str:
        """Where the workers read that it is ready, or what went wrong."""
        return self._folder.name

    def drop(self) -> None:
        """After the last worker."""
        from django.db import connection

        self._process.terminate()
        self._process.wait()
        outcome = Path(self.folder) / _OUTCOME
        if outcome.exists() and not outcome.read_text():
            connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
            connection.creation.destroy_test_db(verbosity=0)
        self._folder.cleanup()


@contextmanager
def copied_database(folder: str, worker: str) -> Iterator[None]:
    """Within, the default connection is to a copy of the worker's own."""
    from django.db import connection

    _wait_for(Path(folder) / _OUTCOME)
    creation, described = connection.creation, connection.settings_dict
    name = described["NAME"]
    described["NAME"] = creation._get_test_db_name()
    creation.clone_test_db(suffix=worker, verbosity=0, autoclobber=True)
    described.update(creation.get_test_db_clone_settings(worker))
    yield
    creation.destroy_test_db(old_database_name=name, verbosity=0)


def _wait_for(outcome: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not outcome.exists():
        if time.monotonic() > until:
            message = f"The database was not migrated in {PATIENCE} seconds."
            raise TimeoutError(message)
        time.sleep(0.1)
    if trouble := outcome.read_text():
        raise RuntimeError(trouble)


def _migrate(folder: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")  # noqa: TID251
    trouble = ""
    try:
        import django
        from django.db import connection

        django.setup()
        connection.creation.create_test_db(
            verbosity=0, autoclobber=True, serialize=False
        )
        # Nobody may be connected to what is copied.
        connection.close()
    except BaseException:
        trouble = traceback.format_exc()
        raise
    finally:
        draft = folder / "draft"
        draft.write_text(trouble)
        draft.rename(folder / _OUTCOME)


if __name__ == "__main__":
    _migrate(Path(sys.argv[1]))
