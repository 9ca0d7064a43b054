"""What the pages of this room in the administration share: who may open them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry


def may(user: Any, model: type[Model], action: str) -> bool:
    """Whether the person holds the right to do this to things of the kind."""
    policy = policy_registry.get_by_type(model)
    return bool(policy.user_has_permission(user, action))


def may_any(user: Any, models: Iterable[type[Model]], actions: Iterable[str]) -> bool:
    wanted = tuple(actions)
    return any(may(user, model, action) for model in models for action in wanted)


class SearchAdminView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A page of the administration, closed to whoever lacks the right to `model`.

    Each view names the model and the right that it needs; Wagtail opens one that names
    none to everybody, here that is a mistake.
    """

    model: Any = None
    header_icon = "search"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rights = self.permission_required or self.any_permission_required
        if self.model is None or not rights:
            message = f"{type(self).__name__} names no right."
            raise TypeError(message)
        return super().dispatch(request, *args, **kwargs)

    def require(self, action: str) -> None:
        """Refuse what only some of those who may look may also do."""
        if not self.user_has_permission(action):
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        own = {"url": "", "label": self.get_page_title()}
        return [
            *super().get_breadcrumbs_items(),
            {"url": "", "label": _("Search")},
            own,
        ]


class SearchViewSet(ViewSet):
    """Pages of one concept; its menu entry is shown to who holds any of `rights` to any
    of `models`."""

    models: tuple[Any, ...] = ()
    rights: tuple[str, ...] = ()

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        def is_shown(_item: MenuItem, request: HttpRequest) -> bool:
            return may_any(request.user, self.models, self.rights)

        return type(
            f"{type(self).__name__}MenuItem", (MenuItem,), {"is_shown": is_shown}
        )
