"""The clamd of a test run: a real one, that knows the harmless EICAR test file."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

SCRIPT = Path(__file__).parents[1] / "deploy/services/clamd.sh"
# In two parts, so that no scanner finds it here.
EICAR = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!"


@contextmanager
def running_clamd() -> Iterator[str]:
    """Its address; a machine without clamd fails the test, and is told what to do."""
    # The path of a socket is short; pytest's own folders are not.
    with TemporaryDirectory(prefix="clamd-", dir="/tmp") as folder:
        done = subprocess.run(  # noqa: S603  # our own script
            [SCRIPT, "start", folder], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.fail(done.stderr, pytrace=False)
        try:
            yield done.stdout.strip()
        finally:
            subprocess.run([SCRIPT, "stop", folder], check=True)  # noqa: S603  # ours
