"""Telling every process that the portals changed."""

import uuid

from cms_pages.portals.models import PortalsState
from cms_pages.portals.snapshot import look_again


def portals_changed() -> None:
    """Give the state a new stamp, in the caller's transaction."""
    PortalsState.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})
    look_again()
