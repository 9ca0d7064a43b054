"""The fast policy answers as Wagtail's own does, on any tree and with any grants."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from cms_pages.rights.paths import shortest
from cms_pages.rights.policy import PathPermissionPolicy
from tests.factories.accounts import UserFactory

# Walks again what other tests cover; a tracer would make it half as long again.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.no_cover]
ACTIONS = ["add", "change", "publish", "lock", "unlock", "bulk_delete"]
SIZE = 14


def test_the_policy_is_the_one_that_wagtail_asks() -> None:
    assert isinstance(policy_registry.get_by_type(Page), PathPermissionPolicy)


@pytest.fixture
def user(db: None) -> Any:
    return UserFactory(staff=True)


def grow(parents: list[int], owners: list[bool], user: Any) -> list[Page]:
    """A random tree: each page under the root or under one that came before."""
    Page.objects.filter(depth=2).delete()
    Page.objects.filter(depth=1).update(numchild=0)
    pages = [Page.get_first_root_node()]
    for number, (parent, is_owner) in enumerate(zip(parents, owners, strict=True)):
        above = pages[0 if parent == 0 else 1 + (parent - 1) % number]
        above.numchild += 1
        page = Page(
            title=f"T{number}",
            draft_title=f"T{number}",
            slug=f"t{number}",
            owner=user if is_owner else None,
            content_type=ContentType.objects.get_for_model(Page),
            locale=above.locale,
            depth=above.depth + 1,
            path=Page._get_path(above.path, above.depth + 1, above.numchild),
            url_path=f"{above.url_path}t{number}/",
        )
        pages.append(page)
    # Rows alone: forty trees by add_child take half a minute.
    root, *grown = pages
    root.save(update_fields=["numchild"])
    return Page.objects.bulk_create(grown)


trees = st.lists(st.integers(0, SIZE), min_size=SIZE, max_size=SIZE).map(
    lambda parents: [0, *(min(p, n) for n, p in enumerate(parents[1:], start=1))]
)
grants = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.sampled_from(ACTIONS)), max_size=14
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    parents=trees,
    owners=st.lists(st.booleans(), min_size=SIZE, max_size=SIZE),
    granted=grants,
    actions=st.sets(st.sampled_from(ACTIONS), min_size=1),
)
def test_it_allows_exactly_what_the_stock_policy_allows(
    user: Any,
    parents: list[int],
    owners: list[bool],
    granted: list[tuple[int, str]],
    actions: set[str],
) -> None:
    pages = grow(parents, owners, user)
    group, _made = Group.objects.get_or_create(name="thử")
    user.groups.set([group])
    for number, action in granted:
        permission = Permission.objects.get(
            codename=f"{action}_page", content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.get_or_create(
            group=group, page=pages[number], permission=permission
        )

    person = type(user).objects.get(pk=user.pk)
    other = type(user).objects.get(pk=user.pk)
    ours, stock = PathPermissionPolicy(Page), PagePermissionPolicy(Page)

    assert _keys(ours.instances_user_has_any_permission_for(person, actions)) == _keys(
        stock.instances_user_has_any_permission_for(other, actions)
    )
    assert _keys(ours.explorable_instances(person)) == _keys(
        stock.explorable_instances(other)
    )
    assert ours.explorable_root_instance(person) == stock.explorable_root_instance(
        other
    )
    for page in pages:
        assert ours.user_has_any_permission_for_instance(
            person, actions, page
        ) == stock.user_has_any_permission_for_instance(other, actions, page)
        assert _at(page, ours, person) == _at(page, stock, other)
    assert _keys(ours.instances_with_direct_explore_permission(person)) == {
        page.pk for page in stock.instances_with_direct_explore_permission(other)
    }
    GroupPagePermission.objects.filter(group=group).delete()


def _keys(pages: Any) -> set[int]:
    return set(pages.values_list("pk", flat=True))


def _at(page: Page, policy: PagePermissionPolicy, user: Any) -> set[str]:
    """The grants that hold at a page, as Wagtail's tester of one page reads them."""
    return {
        grant.permission.codename
        for grant in policy.get_cached_permissions_for_user(user)
        if page.path.startswith(grant.page.path)
    }


def test_many_grants_make_no_longer_question(user: Any) -> None:
    pages = grow([0] * SIZE, [False] * SIZE, user)
    group = Group.objects.create(name="nhiều")
    user.groups.add(group)
    change = Permission.objects.get(
        codename="change_page", content_type__app_label="wagtailcore"
    )
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page=page, permission=change)
            for page in pages
        ]
    )

    allowed = PathPermissionPolicy(Page).instances_user_has_any_permission_for(
        user, {"change"}
    )

    assert set(allowed) == set(pages)
    assert str(allowed.query).count(" OR ") == 0


def test_the_same_grant_of_two_groups_is_read_once(
    user: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    (page,) = grow([0], [False], user)
    change = Permission.objects.get(
        codename="change_page", content_type__app_label="wagtailcore"
    )
    for name in ("một", "hai"):
        group = Group.objects.create(name=name)
        user.groups.add(group)
        GroupPagePermission.objects.create(group=group, page=page, permission=change)

    with django_assert_num_queries(1):
        grants = PathPermissionPolicy(Page).get_cached_permissions_for_user(user)

    assert [(one.page_id, one.permission.codename) for one in grants] == [
        (page.pk, "change_page")
    ]
    with django_assert_num_queries(0):
        PathPermissionPolicy(Page).get_cached_permissions_for_user(user)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_superuser": True}])
def test_who_needs_no_grants_or_has_lost_them_holds_none(
    user: Any, change: dict[str, bool], django_assert_num_queries: Any
) -> None:
    for name, value in change.items():
        setattr(user, name, value)

    with django_assert_num_queries(0):
        assert PathPermissionPolicy(Page).get_all_permissions_for_user(user) == []


def test_paths_below_others_are_left_out() -> None:
    assert shortest(["00010002", "0001", "00020001", "000200010003"]) == [
        "0001",
        "00020001",
    ]
