"""Views of the administration that ask for the right to the very object.

Wagtail's own check the right to the kind of thing; here a list shows, and a view opens,
only what the user may touch, whatever address is typed.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history, usage
from wagtail.admin.viewsets.model import ModelViewSet

ANY = ("add", "change", "delete", "view")


class OwnRowsMixin:
    """Of a list: the rows that the user may touch."""

    def get_base_queryset(self) -> QuerySet[Any]:
        own = self.permission_policy.instances_user_has_any_permission_for(  # type: ignore[attr-defined]  # of the view
            self.request.user,  # type: ignore[attr-defined]  # of the view
            ANY,
        )
        rows: QuerySet[Any] = super().get_base_queryset()  # type: ignore[misc]  # of the view
        shown = (
            field.name
            for field in rows.model._meta.concrete_fields
            if field.is_relation and field.name in self.list_display  # type: ignore[attr-defined]  # of the view
        )
        return rows.filter(pk__in=own.order_by().values("pk")).select_related(*shown)


class OwnObjectMixin:
    """Of one object: 403 unless the user may do this to it."""

    object_action = "change"

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]  # of the view
        if not self.user_has_permission_for_instance(self.object_action, found):  # type: ignore[attr-defined]  # of the view
            raise PermissionDenied
        return found


class SavedMixin:
    """Saves in one transaction with what follows from saving."""

    after_save: Callable[[Any], Any] | None = None

    def save_instance(self) -> Any:
        with transaction.atomic():
            saved = super().save_instance()  # type: ignore[misc]  # of the view
            if self.after_save:
                self.after_save(saved)
        return saved


class ListView(OwnRowsMixin, generic.IndexView):
    any_permission_required = ANY


class AddView(SavedMixin, generic.CreateView):
    pass


class EditView(SavedMixin, OwnObjectMixin, generic.EditView):
    pass


class DeleteView(OwnObjectMixin, generic.DeleteView):
    object_action = "delete"


class HistoryView(OwnObjectMixin, history.HistoryView):
    any_permission_required = ANY


class UsageView(OwnObjectMixin, usage.UsageView):
    any_permission_required = ANY


class CatalogueViewSet(ModelViewSet):
    """A list and forms of one kind of thing, closed to those whom it is not for.

    `after_save` brings about what follows: places, hashes, groups, the index.
    """

    index_view_class = ListView
    add_view_class = AddView
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView
    usage_view_class = UsageView
    copy_view_enabled = False
    list_per_page = 50
    after_save: Callable[[Any], Any] | None = None

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(after_save=self.after_save, **kwargs)  # type: ignore[no-any-return]  # untyped above

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(after_save=self.after_save, **kwargs)  # type: ignore[no-any-return]  # untyped above
