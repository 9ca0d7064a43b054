"""Users, hosts, cookies, content security."""

from urllib.parse import urlsplit

from portal.settings.env import env, networks, origin

AUTH_USER_MODEL = "accounts.User"
# Django's own, which in production also refuses the password of the demo.
AUTHENTICATION_BACKENDS = ["portal.demo.sign_in.CarefulBackend"]
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/cua-toi/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

BASE_URL = origin("BASE_URL", "http://localhost:8000")
COOKIE_DOMAIN = env.str("COOKIE_DOMAIN", default="")
TRUSTED_PROXIES = networks("TRUSTED_PROXIES")
SESSION_COOKIE_DOMAIN = COOKIE_DOMAIN or None
CSRF_COOKIE_DOMAIN = COOKIE_DOMAIN or None
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# Hosts are judged by the portals' own host table, which answers 421 to strangers.
ALLOWED_HOSTS = ["*"]

# Bounds of what a request may carry, before any form looks at it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
BASE_HOST = urlsplit(BASE_URL).hostname or ""
