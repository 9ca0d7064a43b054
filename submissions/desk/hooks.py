"""The desk's place in the admin: its addresses, and a menu entry for its staff only."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from submissions.desk.home_panel import DeskPanel
from submissions.desk.urls import urlpatterns
from submissions.dossiers.rights import desk_agencies


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(desk_agencies(request.user, timezone.localdate()).exists())


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def desk_urls() -> list[URLPattern]:
    return urlpatterns


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def desk_panel(request: HttpRequest, panels: list[Any]) -> None:
    if desk_agencies(request.user, timezone.localdate()).exists():
        panels.append(DeskPanel())


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def desk_menu_item() -> MenuItem:
    return DeskMenuItem(
        _("Dossiers"), reverse("desk"), icon_name="folder-open-inverse", order=150
    )
