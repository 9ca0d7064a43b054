"""The project as an app: start-up checks and the demo's verbs."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
