"""Every address of search in the administration, tried by those it is not for."""

import re

import pytest
from django.urls import get_resolver, reverse

from accounts.models import User
from search.models import (
    DailySearch,
    Promotion,
    PromotionSet,
    PromotionVersion,
    SynonymSet,
    SynonymVersion,
)
from services_catalog.staff.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.services_catalog import StaffAssignmentFactory
from tests.integration.search.administration import is_refused, signed_in, with_rights

pytestmark = pytest.mark.django_db
SECRET = "bí mật của tỉnh"
NAMESPACES = (
    "search-statistics",
    "search-synonyms",
    "search-promotions",
    "search-preview",
)
# Which right opens a namespace; all others must not.
OPENED_BY = {
    "search-statistics": {"view_dailysearch"},
    "search-synonyms": {"change_synonymset", "view_synonymset"},
    "search-promotions": {
        "add_promotion",
        "change_promotion",
        "delete_promotion",
        "view_promotion",
    },
}
OPENED_BY["search-preview"] = (
    OPENED_BY["search-synonyms"] | OPENED_BY["search-promotions"]
)
ALL_RIGHTS = sorted(set().union(*OPENED_BY.values()))


@pytest.fixture(autouse=True)
def _content(db):
    version = SynonymVersion.objects.create(number=1, text=f"{SECRET}, a\n")
    SynonymSet.objects.create(pk=1, draft=f"{SECRET}, b\n", live=version)
    promotion = Promotion.objects.create(pk=1, phrases=[SECRET], results=[])
    live = PromotionVersion.objects.create(number=1, content=[])
    PromotionSet.objects.create(pk=1, live=live)
    assert promotion.pk == 1
    for day in ("2026-11-21", "2026-11-22"):
        DailySearch.objects.create(day=day, text=SECRET, searches=9, empty=9)


def addresses() -> list[tuple[str, str]]:
    """(namespace, address) of everything that these namespaces resolve."""
    filled = {"int": "1", "slug": "khong-ket-qua"}
    found = []
    for namespace in NAMESPACES:
        prefix, resolver = get_resolver().namespace_dict[namespace]
        for pattern in resolver.url_patterns:
            route = re.sub(
                r"<(\w+):\w+>", lambda kind: filled[kind[1]], str(pattern.pattern)
            )
            # The prefix comes as an expression, with its hyphens escaped.
            found.append((namespace, f"/{prefix}{route}".replace("\\", "")))
    return found


def try_all(client, opened: set[str] = frozenset()) -> list[str]:
    """The addresses that gave somebody anything."""
    given = []
    for namespace, address in addresses():
        if namespace in opened:
            continue
        for method in ("get", "post", "head"):
            answer = getattr(client, method)(address)
            content = b"" if answer.streaming else answer.content
            if not is_refused(answer) or SECRET in content.decode():
                given.append(f"{method} {address}")
    return given


def untouched() -> bool:
    return (
        SynonymSet.objects.get().draft == f"{SECRET}, b\n"
        and SynonymSet.objects.get().live.number == 1
        and SynonymVersion.objects.count() == PromotionVersion.objects.count() == 1
        and Promotion.objects.count() == 1
    )


def test_all_addresses_are_known():
    found = addresses()

    assert len(found) == 21
    assert {namespace for namespace, _ in found} == set(NAMESPACES)


def commune_staff(role: Role) -> User:
    user = StaffAssignmentFactory.create(at_unit=True, role=role).user
    for group in with_rights().groups.all():
        user.groups.add(group)
    return user


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.SITE_ADMINISTRATOR])
def test_staff_of_a_commune_see_none_of_it(role):
    client = signed_in(commune_staff(role))

    assert try_all(client) == []
    assert untouched()
    assert "tim-kiem/" not in client.get("/quan-tri/").content.decode()


def test_who_is_not_signed_in_sees_none_of_it(client):
    assert try_all(client) == []
    assert untouched()


def test_a_citizen_sees_none_of_it():
    assert try_all(signed_in(UserFactory.create())) == []
    assert untouched()


@pytest.mark.parametrize("right", ALL_RIGHTS)
def test_a_right_opens_what_it_is_for_and_nothing_beside(right):
    opened = {name for name, rights in OPENED_BY.items() if right in rights}

    assert try_all(signed_in(with_rights(right)), opened) == []
    assert untouched()


@pytest.mark.parametrize("right", ["view_promotion", "add_promotion"])
def test_who_may_look_or_add_neither_changes_nor_publishes(right):
    client = signed_in(with_rights(right))

    for name, args in (
        ("edit", [1]),
        ("delete", [1]),
        ("restore", [1]),
        ("publish", []),
    ):
        address = reverse(f"search-promotions:{name}", args=args)
        assert is_refused(client.post(address, {"based_on": "x"})), name
    assert untouched()


def test_the_administrator_opens_everything():
    client = signed_in(UserFactory.create(administrator=True))

    closed = [
        address
        for _namespace, address in addresses()
        if client.get(address).status_code not in {200, 405}
    ]

    assert closed == []
