"""Portals, pages, blocks, provisioning and editors' rights."""

from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    name = "cms_pages"

    def ready(self) -> None:
        from cms_pages import projections

        projections.register_projections()
