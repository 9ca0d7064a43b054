"""The object store of a test run: a real S3 protocol over a folder."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "deploy/services/s3proxy.sh"


@contextmanager
def running_bucket(folder: Path) -> Iterator[str]:
    """Its address, as PRIVATE_STORAGE_URL takes it; what it lacks fails the test."""
    done = subprocess.run(  # noqa: S603  # our own script
        [SCRIPT, "start", folder], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(done.stderr, pytrace=False)
    try:
        yield done.stdout.strip()
    finally:
        subprocess.run([SCRIPT, "stop", folder], check=True)  # noqa: S603  # ours
