"""Provisioning against Wagtail's recursive copy, in one run on one database.

Bars: at least 50 times faster a page; at most 4 ms a page all included, 1 ms for the
rows alone. Run: `python -m tests.benchmarks.bench_provisioning`.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")  # noqa: TID251

DISTRICTS, COMMUNES = 9, 141


@contextmanager
def database() -> Iterator[None]:
    """A database of its own, gone afterwards."""
    import django
    from django.test.utils import setup_databases, teardown_databases

    django.setup()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(old, verbosity=0)


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
    with database():
        from wagtail.models import Page

        from cms_pages.provisioning.services import provision_portals

        places = units()
        start = time.perf_counter()
        made = provision_portals(places)  # type: ignore[arg-type]  # units of factories
        everything = (time.perf_counter() - start) / made.pages
        rows, copy = rows_alone(), recursive_copy()
        problems = sum(len(found) for found in Page.find_problems())
        print(f"portals {made.portals}, pages {made.pages}, problems {problems}")  # noqa: T201
        print(f"all included   {everything * 1000:8.2f} ms a page (bar 4)")  # noqa: T201
        print(f"rows alone     {rows * 1000:8.2f} ms a page (bar 1)")  # noqa: T201
        print(f"recursive copy {copy * 1000:8.2f} ms a page")  # noqa: T201
        print(f"copy / all included {copy / everything:6.1f} x (bar 50)")  # noqa: T201
        print(f"copy / rows alone   {copy / rows:6.1f} x")  # noqa: T201


if __name__ == "__main__":
    main()
