"""The catalogue's place in the administration."""

from typing import Any

from wagtail import hooks

from services_catalog.admin import phrases
from services_catalog.admin.viewsets import CatalogueViewSetGroup


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # Wagtail
def register_catalogue() -> CatalogueViewSetGroup:
    return CatalogueViewSetGroup()


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail
def phrase_urls() -> list[Any]:
    return phrases.urlpatterns
