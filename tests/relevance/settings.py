"""The settings of tests, with the model of a stock project beside the portal's own."""

from portal.settings.test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.relevance.stock"]  # noqa: F405
# One table, made for the run: no history to keep.
MIGRATION_MODULES = {"relevance_stock": None}
