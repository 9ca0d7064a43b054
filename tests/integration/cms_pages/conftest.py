"""A small province for every test that asks for one."""

from collections.abc import Iterator

import pytest

from cms_pages.portals.snapshot import forget_portals
from tests.factories.pages import Province, make_province


@pytest.fixture(autouse=True)
def _fresh_snapshot() -> Iterator[None]:
    """A snapshot outlives the transaction that a test is rolled back in."""
    forget_portals()
    yield
    forget_portals()


@pytest.fixture
def hue(db: None) -> Province:
    return make_province()
