"""A dossier with papers, a draft that takes some, and a scanner."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.clamd_server import running_clamd
from tests.integration.submissions.drafts.conftest import api, counter

__all__ = ["api", "counter"]


@pytest.fixture(scope="session")
def clamd_url() -> Iterator[str]:
    with running_clamd() as url:
        yield url


@pytest.fixture
def clamd(clamd_url: str, settings: Any) -> str:
    """The portal of this test has a scanner."""
    settings.CLAMD_URL = clamd_url
    return clamd_url


@pytest.fixture
def away(settings: Any, tmp_path: Any) -> str:
    """A scanner is configured and does not answer."""
    settings.CLAMD_URL = f"unix://{tmp_path}/nobody.socket"
    return settings.CLAMD_URL
