"""Wagtail's app of users, told of our own screens for them."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "accounts.user_admin.UserViewSet"
