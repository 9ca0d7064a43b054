"""Production: what is required has no default, so a missing one stops the start."""

from portal.settings.base import *
from portal.settings.env import boolean, env, field_keys, origin

DEBUG = boolean("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
BASE_URL = origin("BASE_URL")
WAGTAILADMIN_BASE_URL = BASE_URL
DATABASES = {"default": database(env.str("DATABASE_URL"))}
FIELD_KEYS = field_keys("FIELD_KEYS")
vars().update(env.email_url("EMAIL_URL"))
# Seconds; a mail server that hangs holds no worker for longer.
EMAIL_TIMEOUT = 20
CACHES = {"default": env.cache_url("CACHE_URL")}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_SSL_REDIRECT = BASE_URL.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
