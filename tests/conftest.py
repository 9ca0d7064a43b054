"""What every test may rely on: no network, no leftovers in caches, Vietnamese first."""

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.diary_reset import leave_diary_unguarded


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _empty_caches():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _diary_can_be_flushed(request):
    """A transactional test ends in a flush, which the append-only diary would refuse;
    the signal that follows the flush puts the triggers back."""
    marker = request.node.get_closest_marker("django_db")
    wanted = {"transactional_db", "live_server", "django_db_reset_sequences"}
    if wanted & set(request.fixturenames) or (
        marker is not None and marker.kwargs.get("transaction")
    ):
        request.getfixturevalue("transactional_db")
        yield
        leave_diary_unguarded()
    else:
        yield
