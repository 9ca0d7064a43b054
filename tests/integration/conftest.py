"""A small province for every test that asks for one."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import translation

from cms_pages.portals.snapshot import forget_portals
from tests.factories.pages import Province, make_province


@pytest.fixture(scope="module")
def _province(django_db_setup: None, django_db_blocker) -> Iterator[Province]:
    """Made once for the tests of a file, each of which has a savepoint of its own."""
    around = transaction.atomic()
    with django_db_blocker.unblock(), translation.override("vi"):
        around.__enter__()
        forget_portals()
        province = make_province()
    yield province
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
    forget_portals()


@pytest.fixture
def hue(db: None, _province: Province) -> Province:
    return _province.anew()
