"""Who enters the administration of search in these tests."""

from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User
from tests.factories.accounts import UserFactory


def with_rights(*codenames: str) -> User:
    """Somebody of the province who may enter the admin and do this in search."""
    user = UserFactory.create(staff=True)
    group = Group.objects.create(name=f"Tìm kiếm: {', '.join(codenames) or '-'}")
    group.permissions.add(
        Permission.objects.get(
            codename="access_admin", content_type__app_label="wagtailadmin"
        ),
        *Permission.objects.filter(
            codename__in=codenames, content_type__app_label="search"
        ),
    )
    user.groups.add(group)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def is_refused(answer) -> bool:
    """Wagtail leads whoever lacks a right back to the front page, with a word."""
    return answer.status_code in {302, 403} and b"search-" not in answer.content
