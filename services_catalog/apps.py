"""Units, agencies, staff, procedures, offerings, calendars."""

from django.apps import AppConfig


class ServicesCatalogConfig(AppConfig):
    name = "services_catalog"

    def ready(self) -> None:
        from services_catalog import projections
        from services_catalog.admin import phrases, policies

        projections.register()
        policies.register()
        phrases.register()
