"""What the pages of this room in the administration share: who may open them."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry


class SearchAdminView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A page of the administration, closed to whoever lacks the right to `model`.

    Each view names the right that it needs; one that names none is a mistake.
    """

    model: Any = None
    header_icon = "search"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.permission_required is None and self.any_permission_required is None:
            message = f"{type(self).__name__} names no right."
            raise TypeError(message)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.get_page_title()}
        return [
            *super().get_breadcrumbs_items(),
            {"url": "", "label": _("Search")},
            own,
        ]


class SearchViewSet(ViewSet):
    """Pages of one concept; its menu entry is shown to who holds any of `rights`."""

    model: Any = None
    rights: tuple[str, ...] = ()

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        def is_shown(_item: MenuItem, request: HttpRequest) -> bool:
            policy = policy_registry.get_by_type(self.model)
            return bool(policy.user_has_any_permission(request.user, self.rights))

        return type(
            f"{type(self).__name__}MenuItem", (MenuItem,), {"is_shown": is_shown}
        )
