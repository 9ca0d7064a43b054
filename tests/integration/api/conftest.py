"""A small province for the API: four units, a procedure, news, a dossier, an index."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.core import signals
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import translation
from rest_framework.throttling import ScopedRateThrottle

from cms_pages.pages.procedures import ProcedurePage
from cms_pages.portals.snapshot import forget_portals
from submissions.dossiers.models import Dossier
from tests.factories.dossiers import DossierFactory
from tests.factories.pages import Province, make_procedure_page
from tests.factories.services_catalog import WorkCalendarFactory


@dataclass(frozen=True, slots=True)
class World:
    """What callers may name."""

    hue: Province
    page: ProcedurePage
    dossier: Dossier


@pytest.fixture(scope="module")
def _world(_province: Province, django_db_blocker) -> World:
    """What the province's fixture rolls back after the tests of the file."""
    with django_db_blocker.unblock(), translation.override("vi"):
        WorkCalendarFactory(default=True)
        page = make_procedure_page(code="1.001193")
        news = date(2026, 11, 2)
        _province.phu_bai.add_news("Lịch tiêm chủng", "tiem-chung", date=news)
        dossier = DossierFactory()
        call_command("rebuild_search_index", verbosity=0)
    return World(_province, page, dossier)


@pytest.fixture
def world(db: None, _world: World) -> Iterator[World]:
    forget_portals()
    yield World(
        _world.hue.anew(),
        ProcedurePage.objects.get(pk=_world.page.pk),
        Dossier.objects.get(pk=_world.dossier.pk),
    )
    forget_portals()


@pytest.fixture(autouse=True)
def _unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred calls in a row are the point here; limits have tests of their own."""
    rates = dict.fromkeys(ScopedRateThrottle.THROTTLE_RATES, "100000/min")
    monkeypatch.setattr(ScopedRateThrottle, "THROTTLE_RATES", rates)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A bare WSGI call ends by closing the connection that holds the transaction of
    the test; Django's own test client holds these two receivers off as well."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)
