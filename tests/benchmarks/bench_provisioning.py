"""Provisioning against Wagtail's recursive copy, in one run on one database."""

import time

from tests.benchmarks.surroundings import empty_database
from tests.benchmarks.table import Row, report

FASTER, ALL_INCLUDED_MS, ROWS_MS = 50, 4, 1
DISTRICTS, COMMUNES = 9, 141


def units() -> list[object]:
    from tests.factories.services_catalog import UnitFactory

    province = UnitFactory(province=True, code="46")
    districts = [
        UnitFactory(district=True, code=f"{400 + n}", parent=province)
        for n in range(DISTRICTS)
    ]
    communes = [
        UnitFactory(code=f"{19000 + n}", parent=districts[n % DISTRICTS])
        for n in range(COMMUNES)
    ]
    return [province, *districts, *communes]


def rows_alone() -> float:
    """Seconds a page for the rows of 1,000 content pages."""
    from django.db import transaction

    from cms_pages.pages.content import ContentPage
    from cms_pages.provisioning.rows import NewPage, write_pages

    parent = ContentPage.objects.first()
    pages = [
        NewPage(ContentPage(title=f"Trang {n}", slug=f"trang-{n}"), parent)
        for n in range(1000)
    ]
    start = time.perf_counter()
    with transaction.atomic():
        write_pages(pages)
        taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken / len(pages)


def recursive_copy() -> float:
    """Seconds a page for Wagtail's copy of as many pages as a commune has.

    Of content pages: a portal itself cannot be copied, its unit has but one.
    """
    from cms_pages.pages.content import ContentPage
    from cms_pages.provisioning.rows import NewPage, write_pages
    from cms_pages.provisioning.template import SECTIONS

    above = ContentPage.objects.first()
    root = NewPage(ContentPage(title="Mẫu", slug="mau", body=above.body), above)
    children = [
        NewPage(ContentPage(title=one.title, slug=one.slug, body=above.body), root)
        for one in SECTIONS
        if one.slug != "thu-tuc" and one.slug != "so-do-cong"
    ]
    write_pages([root, *children])
    source = ContentPage.objects.get(pk=root.page.pk)
    start = time.perf_counter()
    for number in range(5):
        source.copy(recursive=True, update_attrs={"slug": f"ban-sao-{number}"})
    return (time.perf_counter() - start) / (5 * (1 + len(children)))


def main() -> None:
    with empty_database():
        report(_measure())


def _measure() -> list[Row]:
    from wagtail.models import Page

    from cms_pages.provisioning.services import provision_portals

    places = units()
    start = time.perf_counter()
    made = provision_portals(places)  # type: ignore[arg-type]  # units of factories
    everything = (time.perf_counter() - start) / made.pages
    rows, copy = rows_alone(), recursive_copy()
    problems = sum(len(found) for found in Page.find_problems())
    return [
        Row(
            work="provisioning a page against Wagtail's recursive copy",
            ours=everything * 1000,
            baseline=copy * 1000,
            unit="ms",
            ratio=copy / everything,
            bar=f"≥ {FASTER}×",
            is_met=copy / everything >= FASTER and problems == 0,
            note=f"{made.portals} portals, {made.pages:,} pages, {problems} problems",
        ),
        _absolute("provisioning a page, all included", everything, ALL_INCLUDED_MS),
        _absolute("provisioning a page, rows alone", rows, ROWS_MS),
    ]


def _absolute(work: str, seconds: float, bar_ms: int) -> Row:
    return Row(
        work=work,
        ours=seconds * 1000,
        baseline=None,
        unit="ms",
        ratio=None,
        bar=f"≤ {bar_ms} ms",
        is_met=seconds * 1000 <= bar_ms,
    )


if __name__ == "__main__":
    main()
