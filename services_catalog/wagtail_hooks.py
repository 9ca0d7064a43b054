"""The catalogue's place in the administration."""

from wagtail import hooks

from services_catalog.admin.viewsets import CatalogueViewSetGroup


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # Wagtail
def register_catalogue() -> CatalogueViewSetGroup:
    return CatalogueViewSetGroup()
