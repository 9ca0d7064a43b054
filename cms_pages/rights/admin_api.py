"""Pictures and documents in the admin's own API: only those that one may choose."""

from typing import Any

from django.db.models import QuerySet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry


class _OwnCollections:
    """Wagtail lists every picture and document to whoever may enter the admin."""

    model: Any
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        policy = policy_registry.get_by_type(self.model)
        own = policy.instances_user_has_any_permission_for(
            self.request.user, ["choose", "change", "delete"]
        )
        return found.filter(pk__in=own.order_by().values("pk"))


class OwnImagesAPIViewSet(_OwnCollections, ImagesAdminAPIViewSet):
    pass


class OwnDocumentsAPIViewSet(_OwnCollections, DocumentsAdminAPIViewSet):
    pass
