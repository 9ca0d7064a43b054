"""What an editor with 151 grants waits for, beside an editor with one.

The same addresses of the admin, asked in process on the filled province. The many
grants stand on the news of as many portals. The one stands on one of these, or, where
the province's own children are listed, on its home, so that both see the same rows.
All is rolled back.
"""

import statistics
from collections.abc import Callable
from typing import Any

from tests.benchmarks.surroundings import production, province, start_django
from tests.benchmarks.table import Row, median_ms, report

BAR = 1.5
MANY = 151
ROUNDS = 7


def main() -> None:
    environment = production(province(), base_url="http://localhost")
    start_django(environment["DJANGO_SETTINGS_MODULE"], **environment)
    from django.db import transaction
    from django.test.utils import setup_test_environment

    setup_test_environment()
    with transaction.atomic():
        report(_measure())
        transaction.set_rollback(True)


def _measure() -> list[Row]:
    from cms_pages.pages.news import NewsIndexPage

    here = NewsIndexPage.objects.get(url_path__endswith="/huong-thuy/phu-bai/tin-tuc/")
    others = NewsIndexPage.objects.exclude(pk=here.pk).order_by("path")
    home = here.get_ancestors().get(depth=2)
    many = _editor("many", [here, *others[: MANY - 1]])
    at_news, at_home = _editor("one", [here]), _editor("top", [home])
    return [
        _row(name, _asking(many, address), _asking(few, address))
        for explored, place, few, name_of_place in (
            # With one grant the explorer begins at what was granted.
            (here, here.get_parent(), at_news, "a commune"),
            (home, home, at_home, "the province"),
        )
        for name, address in _doors(explored, place, name_of_place)
    ]


def _editor(name: str, sections: list[Any]) -> Any:
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    from accounts.models import User, UserKind

    group = Group.objects.create(name=f"bench {name}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(
        content_type__app_label="wagtailcore", codename="change_page"
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=section.pk, permission=change)
        for section in sections
    )
    user = User.objects.create(
        username=f"bench-{name}",
        full_name=name,
        email=f"{name}@example.vn",
        kind=UserKind.STAFF,
        is_staff=True,
    )
    user.groups.add(group)
    return user


def _doors(explored: Any, place: Any, name: str) -> list[tuple[str, str]]:
    from django.urls import reverse

    tree = reverse("wagtailadmin_api:pages:listing")
    return [
        (f"explorer of {name}", reverse("wagtailadmin_explore", args=[explored.pk])),
        (
            f"page chooser in {name}",
            reverse("wagtailadmin_choose_page_child", args=[place.pk]),
        ),
        (
            f"sidebar below {name}",
            f"{tree}?child_of={place.pk}&for_explorer=1&fields=parent",
        ),
    ]


def _asking(user: Any, address: str) -> Callable[[], object]:
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(user)

    def ask() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}.")

    return ask


def _row(name: str, many: Callable[[], object], few: Callable[[], object]) -> Row:
    pairs = [
        (median_ms(many, rounds=3, warm=1), median_ms(few, rounds=3, warm=1))
        for _ in range(ROUNDS)
    ]
    ours, baseline = (statistics.median(times) for times in zip(*pairs, strict=True))
    return Row(
        work=f"{name}, {MANY} grants against one",
        ours=ours,
        baseline=baseline,
        unit="ms",
        ratio=ours / baseline,
        bar=f"≤ {BAR:g}×",
        is_met=ours / baseline <= BAR,
    )


if __name__ == "__main__":
    main()
