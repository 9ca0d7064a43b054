"""Skins, tokens, base templates and components; it knows no domain."""

from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "themes"
