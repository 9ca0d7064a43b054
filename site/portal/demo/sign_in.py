"""Signing in with the demo's password, which stands in the README: only under DEBUG."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

DEMO_PASSWORD = "ngomon-demo"  # noqa: S105  # everybody may know it

logger = logging.getLogger(__name__)


def is_refused(password: str | None) -> bool:
    """Whether this is the demo's password outside a demo, however it came here."""
    return password == DEMO_PASSWORD and not settings.DEBUG


class CarefulBackend(ModelBackend):
    """Django's own, but a database filled by the demo opens to nobody in production."""

    def authenticate(
        self,
        request: Any,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        if is_refused(password):
            logger.warning("A sign-in with the demo's password was refused.")
            return None
        return super().authenticate(request, username, password, **kwargs)
