"""What the tests of the portals share."""

from collections.abc import Iterator

import pytest

from cms_pages.portals.snapshot import forget_portals


@pytest.fixture(autouse=True)
def _fresh_snapshot() -> Iterator[None]:
    """A snapshot outlives the transaction that a test is rolled back in."""
    forget_portals()
    yield
    forget_portals()
