"""What Wagtail's admin asks of this room."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from cms_pages.pages.procedures import ProcedurePage
from cms_pages.portals.models import PortalPage
from cms_pages.rights.admin_api import OwnDocumentsAPIViewSet, OwnImagesAPIViewSet
from cms_pages.rights.bulk_actions import bulk_actions
from cms_pages.rights.explorer import explorable_pages, own_pages_viewset

# Reports that stay closed to all but province administrators (see rights.doors).
_CLOSED_REPORTS = frozenset(
    {
        "aging-pages",
        "locked-pages",
        "page-types-usage",
        "site-history",
        "workflow-tasks",
        "workflows",
    }
)


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def register_explorer() -> Any:
    return own_pages_viewset


for _bulk_action in bulk_actions():
    # After Wagtail's own, which these take the place of.
    hooks.register("register_bulk_action", _bulk_action, order=100)


@hooks.register("construct_page_chooser_queryset")  # type: ignore[untyped-decorator]
def choose_own_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """In choosers Wagtail shows every unit's pages and drafts."""
    own = explorable_pages(request).order_by().values("pk")
    chosen: QuerySet[Page] = pages.filter(pk__in=own)
    return chosen


@hooks.register("construct_admin_api", order=100)  # type: ignore[untyped-decorator]
def limit_admin_api(router: Any) -> None:
    """After Wagtail's own, which these take the place of."""
    router.register_endpoint("images", OwnImagesAPIViewSet)
    router.register_endpoint("documents", OwnDocumentsAPIViewSet)


@hooks.register("construct_reports_menu")  # type: ignore[untyped-decorator]
def hide_closed_reports(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in _CLOSED_REPORTS]


@hooks.register("construct_help_menu")  # type: ignore[untyped-decorator]
def hide_foreign_guides(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's help is in English, on a foreign host, and of another edition."""
    items.clear()


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def own_colours() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}">', static("cms_pages/admin.css")
    )


@hooks.register("before_copy_page")  # type: ignore[untyped-decorator]
def refuse_second_portal(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A unit has one portal, a procedure one page; new ones are provisioned."""
    if not isinstance(page.specific, PortalPage | ProcedurePage):
        return None
    messages.error(request, _("This page stands for one thing and cannot be copied."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)
