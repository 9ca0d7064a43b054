"""Users, hosts, cookies, keys."""

from portal.settings.env import env

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/cua-toi/"

BASE_URL = env.str("BASE_URL", default="http://localhost:8000").rstrip("/")
COOKIE_DOMAIN = env.str("COOKIE_DOMAIN", default="")
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
SESSION_COOKIE_DOMAIN = COOKIE_DOMAIN or None
CSRF_COOKIE_DOMAIN = COOKIE_DOMAIN or None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"

# Hosts are judged by the portal's own host table, which answers 421 to strangers.
ALLOWED_HOSTS = ["*"]

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
