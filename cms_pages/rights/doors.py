"""Doors of the admin that Wagtail leaves open across the tree, closed one by one."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms_pages.rights.explorer import explorable_pages

# These name people, portals and workflows of all units in their filters and lists; no
# setting narrows them, so they are the province administrators' alone.
SUPERUSER_ONLY = frozenset(
    {
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:site_history_results",
        "wagtailadmin_reports:workflow",
        "wagtailadmin_reports:workflow_results",
        "wagtailadmin_reports:workflow_tasks",
        "wagtailadmin_reports:workflow_tasks_results",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:aging_pages_results",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:locked_pages_results",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_workflows:usage",
        "wagtailadmin_workflows:usage_results",
        "wagtailadmin_workflows:task_usage",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
    }
)
_CHOOSER_PARENT = "parent_page_id"


class ClosedDoorsMiddleware:
    """Refuses, before they run, admin views that would show other units' affairs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        _args: Any,
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or not _is_limited(request):
            return None
        if match.view_name in SUPERUSER_ONLY:
            raise PermissionDenied
        if match.view_name == "wagtailadmin_choose_page_child":
            _require_explorable(request, kwargs[_CHOOSER_PARENT])
        if match.view_name == "wagtailadmin_choose_page":
            return _choose_from_own_root(request, view, kwargs)
        return None


def _is_limited(request: HttpRequest) -> bool:
    """Asked for admin addresses only: public ones never look at the session."""
    if not request.path.startswith("/quan-tri/"):
        return False
    user: Any = request.user
    return bool(user.is_authenticated and not user.is_superuser)


def _require_explorable(request: HttpRequest, page_id: int) -> None:
    if not explorable_pages(request).filter(pk=page_id).exists():
        raise PermissionDenied


def _choose_from_own_root(
    request: HttpRequest, view: Callable[..., HttpResponse], kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Wagtail opens the chooser at the root of the tree, of which the person sees
    nothing: it would show an empty list, and no way down to the own pages."""
    root = policy_registry.get_by_type(Page).explorable_root_instance(request.user)
    return view(request, **kwargs, parent_page_id=root.pk) if root else None
