"""Wagtail's own switches, each with its reason."""

from portal.settings.security import BASE_URL

WAGTAIL_SITE_NAME = "Ngọ Môn"
WAGTAILADMIN_BASE_URL = BASE_URL
# Ours work in chunks, for subtrees of any size (stock: 500 on SQLite at 2,804 pages).
WAGTAILREDIRECTS_AUTO_CREATE = False
# Every autosave writes a revision and the index: five seconds are soon enough.
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAILAPI_DOCS_ENABLED = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_USAGE_COUNT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAILSEARCH_BACKENDS = {
    # Only Wagtail's admin uses this; the public search is the room `search`.
    "default": {"BACKEND": "cms_pages.editors_search.backend"}
}
