"""Vietnamese first; the language comes from the address only (decision 0004)."""

from django.utils.translation import gettext_lazy as _

from portal.settings.env import ROOT

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = False
USE_I18N = True
USE_TZ = True
# The law counts days in Vietnam; UTC+7 without daylight saving.
TIME_ZONE = "Asia/Ho_Chi_Minh"
WAGTAIL_USER_TIME_ZONES = ["Asia/Ho_Chi_Minh"]
# Ours first; then what Wagtail's own Vietnamese catalogue lacks.
LOCALE_PATHS = [
    ROOT / "site" / "portal" / "locale",
    ROOT / "site" / "portal" / "library_locale",
]
FORMAT_MODULE_PATH = ["portal.formats"]
