"""Production: what is required has no default, so a missing one stops the start."""

from portal.settings.base import *
from portal.settings.env import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
BASE_URL = env.str("BASE_URL").rstrip("/")
WAGTAILADMIN_BASE_URL = BASE_URL
DATABASES = {"default": database("")}
FIELD_KEYS = env.list("FIELD_KEYS")
vars().update(env.email_url("EMAIL_URL"))
CACHES = {"default": env.cache_url("CACHE_URL")}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
