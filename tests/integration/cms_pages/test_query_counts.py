"""What public addresses cost in queries: bounded, and the same for any number of
portals."""

from collections.abc import Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms_pages.portals.models import PortalPage
from cms_pages.portals.snapshot import forget_portals
from cms_pages.provisioning.services import provision_portals
from outbox.worker import drain
from search import indexing as search
from services_catalog.procedures.facts import forget_facts
from tests.factories.pages import Province, make_committee, make_procedure_page
from tests.factories.services_catalog import UnitFactory

# Walks again what other tests cover; a tracer would make it half as long again.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.no_cover]
DISTRICT = "/huong-thuy/"
PHU_BAI = "/huong-thuy/phu-bai/"
PROCEDURE = f"{PHU_BAI}thu-tuc/1-001193/"
# At most so many with warm snapshots; the look at the portals' stamp, which a process
# makes once a second, is among them because tests let no second pass.
BARS = {
    "/": 8,
    DISTRICT: 9,
    PHU_BAI: 9,
    f"{PHU_BAI}gioi-thieu/": 2,
    f"{PHU_BAI}lien-he/": 2,
    f"{PHU_BAI}so-do-cong/": 3,
    f"{PHU_BAI}tin-tuc/": 4,
    f"{PHU_BAI}thu-tuc/": 9,
    "/thu-tuc/": 12,
    PROCEDURE: 4,
    "/thu-tuc/1-001193/": 5,
    f"{DISTRICT}thu-tuc/1-001193/": 5,
    f"{PHU_BAI}thong-ke/": 4,
    # What the embedded engine needs (SQLite asks in more pieces) and the stamps;
    # nothing to draw the results.
    "/tim-kiem/?q=khai+sinh": 9,
    f"{PHU_BAI}tim-kiem/?q=phu+bai": 9,
    # Hardly anything: both tiers above are asked. Nothing at all: ways on are found.
    f"{PHU_BAI}tim-kiem/?q=khai+sinh": 24,
    f"{PHU_BAI}tim-kiem/?q=qqq+zzz": 45,
    f"{PHU_BAI}tim-kiem/": 5,
    f"/en{PHU_BAI}gioi-thieu/": 2,
    "/sitemap.xml": 3,
    "/api/v1/search/?q=khai+sinh": 9,
    "/api/v1/search/suggest/?q=khai": 6,
    "/api/v1/procedures/": 8,
    "/api/v1/procedures/1.001193/?unit=19960": 5,
    "/api/v1/portals/": 4,
    # One query a page type, of which there are seven.
    "/api/v1/pages/": 10,
    "/api/v1/units/": 6,
}


@pytest.fixture
def filled(hue: Province) -> Iterator[Province]:
    make_procedure_page(code="1.001193", version__name="Đăng ký khai sinh")
    hue.phu_bai.add_news("Lịch tiêm chủng", "lich-tiem-chung")
    search.enqueue_keys("procedure", ["1.001193"])
    while drain(limit=100):
        pass
    forget_facts()
    yield hue
    forget_facts()


def add_portals(hue: Province, count: int) -> None:
    units = UnitFactory.create_batch(count, parent=hue.district.unit)
    for unit in units:
        make_committee(unit)
    provision_portals(units)


def costs(client: Client) -> dict[str, int]:
    """Queries of each address when its snapshots are warm."""
    found = {}
    for path in BARS:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200, path
        found[path] = len(queries)
    return found


def test_addresses_cost_the_same_with_ten_portals_and_with_a_hundred_and_fifty(
    filled: Province, client: Client
) -> None:
    add_portals(filled, 6)
    with_ten = costs(client)
    add_portals(filled, 140)
    assert PortalPage.objects.count() == 150

    with_many = costs(client)

    assert with_many == with_ten
    assert {path: cost for path, cost in with_ten.items() if cost > BARS[path]} == {}


def test_a_procedure_in_a_fresh_process_costs_fourteen_queries_at_most(
    filled: Province, client: Client
) -> None:
    forget_portals()
    forget_facts()
    ContentType.objects.clear_cache()

    with CaptureQueriesContext(connection) as cold:
        assert client.get(PROCEDURE).status_code == 200
    with CaptureQueriesContext(connection) as warm:
        assert client.get(PROCEDURE).status_code == 200

    assert len(cold) <= 14, [one["sql"] for one in cold]
    assert len(warm) <= 4, [one["sql"] for one in warm]
