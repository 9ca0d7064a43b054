"""The public index: registry, documents, queries and engines."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
