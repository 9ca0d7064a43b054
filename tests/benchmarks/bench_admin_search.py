"""The admin's search at 25,000 pages, beside bare queries for the same words.

What a list asks: how many match, and the first 20, of those that the person may see.
The baseline is LIKE on the titles as they are written, count and first 20, without
rights, without tones; once it is Wagtail's own backend, on the same pages, which ranks
each match by a query of its own on SQLite, so that it is asked for few of them.
Measured on SQLite; bench_admin_search_postgresql runs the same on PostgreSQL.
"""

from collections.abc import Callable
from typing import Any

from tests.benchmarks.bench_provisioning import units
from tests.benchmarks.surroundings import ENVIRONMENT, empty_database
from tests.benchmarks.table import Row, median_ms, report

BAR = 1_000  # milliseconds that a list may take, on a busy machine
PAGES = 25_000
PAGE = 20
KINDS = ("Thông báo", "Kế hoạch", "Lịch tiếp công dân", "Kết quả")
MATTERS = (
    "thu gom rác thải",
    "tiêm chủng mở rộng",
    "cấp căn cước lưu động",
    "phòng chống lụt bão",
    "tuyển quân",
    "vệ sinh môi trường",
    "hòa giải ở cơ sở",
    "thu thuế đất phi nông nghiệp",
)
# Typed by editors; as it stands in the titles, for LIKE.
SEARCHES = (
    ("nam 2024", "năm 2024"),  # stands in almost every title
    ("thong bao", "Thông báo"),
    ("hoà giải ở cơ sở", "hòa giải ở cơ sở"),
    ("thong bao tuyen quan 117", "Thông báo tuyển quân"),
)
# As it is written: Wagtail's own knows no tones.
FEW = "Thông báo tuyển quân"


def main() -> None:
    ENVIRONMENT.pop("DATABASE_URL", None)
    measure_admin_search()


def measure_admin_search() -> None:
    """On the database that DATABASE_URL names, else on SQLite."""
    with empty_database():
        _fill()
        report(_measure())


def _fill() -> None:
    from cms_pages.pages.news import NewsIndexPage, NewsPage
    from cms_pages.provisioning.indexing import index_new_pages
    from cms_pages.provisioning.rows import NewPage, write_pages
    from cms_pages.provisioning.services import provision_portals

    made = provision_portals(units())  # type: ignore[arg-type]  # units of factories
    sections = list(NewsIndexPage.objects.order_by("path"))
    pages = [
        NewPage(NewsPage(title=_title(n), slug=f"tin-{n}"), sections[n % len(sections)])
        for n in range(PAGES - made.pages)
    ]
    index_new_pages(write_pages(pages))


def _title(number: int) -> str:
    kind, matter = KINDS[number % 4], MATTERS[number // 4 % 8]
    return f"{kind} {matter} năm 2024, đợt {number}"


def _measure() -> list[Row]:
    from django.db import connection

    administrator, editor = _people()
    vendor = {"sqlite": "SQLite"}.get(connection.vendor, "PostgreSQL")
    rows = [
        _row(f"admin search, {vendor}, {who}, “{typed}”", person, typed, written)
        for typed, written in SEARCHES
        for who, person in (("everything", administrator), ("a district", editor))
    ]
    return [
        *rows,
        _row_beside_wagtail(vendor, administrator),
        _page(vendor, editor, SEARCHES[0][0]),
    ]


def _people() -> tuple[Any, Any]:
    """Who sees every page, and who works for one district and what lies below it."""
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    from cms_pages.portals.models import PortalPage
    from tests.factories.accounts import UserFactory

    group = Group.objects.create(name="bench")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group,
        page=PortalPage.objects.filter(depth=3).order_by("path")[0],
        permission=Permission.objects.get(
            content_type__app_label="wagtailcore", codename="change_page"
        ),
    )
    editor = UserFactory(staff=True)
    editor.groups.add(group)
    return UserFactory(administrator=True), editor


def _row(work: str, person: Any, typed: str, written: str) -> Row:
    taken, found = _timed(_visible_to(person).autocomplete, typed)
    baseline = median_ms(_like(written), rounds=9, warm=2)
    return Row(
        work=work,
        ours=taken,
        baseline=baseline,
        unit="ms",
        ratio=taken / baseline,
        bar=f"≤ {BAR:,} ms",
        is_met=taken <= BAR,
        note=f"{found:,} found",
    )


def _timed(
    find: Callable[[str], Any], typed: str, rounds: int = 9
) -> tuple[float, int]:
    """Milliseconds of a list, and how many were found."""
    found = 0

    def ask() -> None:
        nonlocal found
        results = find(typed)
        found = results.count()
        list(results[:PAGE])

    return median_ms(ask, rounds=rounds, warm=min(2, rounds - 1)), found


def _row_beside_wagtail(vendor: str, person: Any) -> Row:
    from django.test import override_settings

    taken, found = _timed(_visible_to(person).autocomplete, FEW)
    stock = {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": False}
    with override_settings(WAGTAILSEARCH_BACKENDS={"stock": stock}):
        _fill_stock()
        pages = _visible_to(person)
        baseline, found_by_stock = _timed(
            lambda typed: pages.autocomplete(typed, backend="stock"), FEW, rounds=1
        )
    if found != found_by_stock:
        raise RuntimeError(f"{found} were found, by Wagtail's own {found_by_stock}.")
    return Row(
        work=f"admin search, {vendor}, everything, “{FEW}”, beside Wagtail's own",
        ours=taken,
        baseline=baseline,
        unit="ms",
        ratio=taken / baseline,
        bar="≤ 1×",
        is_met=taken <= baseline,
        note=f"{found:,} found",
    )


def _fill_stock() -> None:
    from wagtail.search.backends import get_search_backend

    from cms_pages.pages.news import NewsPage

    index = get_search_backend("stock").get_index_for_model(NewsPage)
    index.add_items(NewsPage, list(NewsPage.objects.all()))


def _visible_to(person: Any) -> Any:
    """As the views of pages ask."""
    from wagtail.models import Page
    from wagtail.permissions import policy_registry

    policy = policy_registry.get_by_type(Page)
    own = policy.explorable_instances(person).values_list("pk", flat=True)
    return Page.objects.filter(pk__in=own)


def _like(written: str) -> Callable[[], None]:
    from django.db import connection

    where = "FROM wagtailcore_page WHERE title LIKE %s"

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) {where}", [f"%{written}%"])
            cursor.fetchone()
            cursor.execute(
                f"SELECT id, path, title {where} ORDER BY id DESC LIMIT {PAGE}",
                [f"%{written}%"],
            )
            cursor.fetchall()

    return ask


def _page(vendor: str, person: Any, typed: str) -> Row:
    """The whole answer of the admin, as an editor waits for it."""
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(person)

    def ask() -> None:
        answer = client.get(reverse("wagtailadmin_pages:search_results"), {"q": typed})
        if answer.status_code != 200:
            raise RuntimeError(f"The search answered {answer.status_code}.")

    taken = median_ms(ask, rounds=5, warm=1)
    return Row(
        work=f"admin search, {vendor}, the list of results, “{typed}”",
        ours=taken,
        baseline=None,
        unit="ms",
        ratio=None,
        bar=f"≤ {BAR:,} ms",
        is_met=taken <= BAR,
    )


if __name__ == "__main__":
    main()
