"""All addresses of the portal; the contract is architecture 11."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.account_page import own_account
from portal.api.documentation import api_documentation
from portal.demo.views import demo_guide

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.permission_denied"
handler404 = "portal.errors.not_found"
handler500 = "portal.errors.server_error"

urlpatterns = [
    path("quan-tri/tai-lieu/", include(wagtaildocs_urls)),
    # Before Wagtail's own, which it takes the place of.
    path("quan-tri/account/", own_account),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/v1/", include("portal.api.urls")),
    path("api/docs/", api_documentation, name="api_documentation"),
    path("", include("search.urls")),
]

if settings.DEBUG:
    urlpatterns.append(path("thanh-phan/", include("themes.urls")))
    urlpatterns += i18n_patterns(
        path("dung-thu/", demo_guide, name="demo_guide"), prefix_default_language=False
    )

# English stands below /en/; Vietnamese addresses carry no prefix.
urlpatterns += i18n_patterns(
    path("", include("accounts.urls")),
    path("", include("submissions.urls")),
    path("", include("cms_pages.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
