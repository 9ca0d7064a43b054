"""Portals, pages, blocks, provisioning and editors' rights."""

from django.apps import AppConfig


class CmsPagesConfig(AppConfig):
    name = "cms_pages"

    def ready(self) -> None:
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from cms_pages import (
            addresses,
            documents,
            frame,
            projections,
            receivers,
            scopes,
        )
        from cms_pages.rights.policy import PathPermissionPolicy
        from search.labels import register_labels
        from search.scopes import register_scope_resolver
        from themes.addresses import register_address_builder
        from themes.frame import register_frame_builder

        register_permission_policy(Page, PathPermissionPolicy(Page))
        register_address_builder(addresses.build_address)
        register_frame_builder(frame.build_frame)
        register_scope_resolver(scopes.resolve_scope)
        register_labels("unit", scopes.unit_names)
        register_labels("portal", scopes.portal_names)
        projections.register_projections()
        documents.register()
        receivers.connect()
