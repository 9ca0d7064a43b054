"""The settings of tests, with the model of a stock project beside the portal's own."""

from dataclasses import replace
from pathlib import Path

from portal.settings import search
from portal.settings.test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.relevance.stock"]  # noqa: F405
# One table, made for the run: no history to keep.
MIGRATION_MODULES = {"relevance_stock": None}
# Each database has a copy of its own there; a busy machine is not to be misread.
ELASTICSEARCH = search.ELASTICSEARCH and replace(
    search.ELASTICSEARCH,
    prefix=Path(DATABASES["default"]["NAME"]).stem,  # noqa: F405
    timeout=30.0,
)
