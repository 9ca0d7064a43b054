"""Content security: strict for the public, with inline script for the admin only.

Wagtail's admin still writes inline script in its date pickers and group form
(wagtail/wagtail#1288); no public page does.
"""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_ADMIN_UPDATE = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}


class ContentSecurityMiddleware(CSPMiddleware):
    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/quan-tri/") and not report_only:
            base = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
            parts.config = {**base, **_ADMIN_UPDATE}
        return parts
