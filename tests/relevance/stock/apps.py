"""The app of the baseline, installed by `tests.relevance.settings` alone."""

from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "tests.relevance.stock"
    label = "relevance_stock"
