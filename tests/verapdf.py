"""A judge of PDF/A that others wrote."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "deploy/services/verapdf.sh"


def judged(files: Sequence[Path]) -> str:
    """What veraPDF says of the files, a line each; what it lacks fails the test."""
    done = subprocess.run(  # noqa: S603  # our own script
        [SCRIPT, "judge", *files], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(done.stderr, pytrace=False)
    return done.stdout
