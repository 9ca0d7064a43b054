"""Tests: PostgreSQL when DATABASE_URL names one, as in production; else SQLite."""

from portal.settings.base import *
from portal.settings.env import VAR

DEBUG = False
SECRET_KEY = "key-for-tests-only"  # noqa: S105  # never a secret
BASE_URL = "http://testserver"
DATABASES = {"default": database(f"sqlite:///{VAR / 'test.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not :memory:, for the tests whose threads share one database.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
# Only tests that are marked `elasticsearch` meet a server, by the fixture of that name.
ELASTICSEARCH = None
FIELD_KEYS = ["test:" + "11" * 32]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A roll-back between tests changes portals unnoticed; live servers answer under
# loopback names.
PORTALS_CHECKED_EACH_REQUEST = True
MORE_BASE_HOSTS = ["localhost", "127.0.0.1"]
# Counts of searches are written when a test says so, never by chance in another one.
SEARCH_STATISTICS_WAIT = float("inf")
VAR.mkdir(parents=True, exist_ok=True)
