"""A developer's machine and the demo: nothing to install, nothing to configure."""

from portal.settings.base import *
from portal.settings.env import VAR, boolean, env, field_keys

DEBUG = boolean("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="insecure-key-for-development-only")
DATABASES = {"default": database(EMBEDDED_DATABASE_URL)}
FIELD_KEYS = field_keys("FIELD_KEYS", ["dev:" + "00" * 32])
EMAIL_BACKEND = "submissions.notifications.mail_folder.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MIDDLEWARE = [*MIDDLEWARE, "portal.demo.not_found.OwnNotFoundPage"]
# The portal also answers where a browser on this machine looks for it.
MORE_BASE_HOSTS = ["localhost", "127.0.0.1"]
