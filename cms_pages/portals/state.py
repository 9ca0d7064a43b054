"""Telling every process that the portals changed."""

import uuid

from cms_pages.portals.models import PortalsState


def portals_changed() -> None:
    """Give the state a new stamp, in the caller's transaction."""
    PortalsState.objects.update_or_create(pk=1, defaults={"stamp": uuid.uuid4()})


def current_stamp() -> uuid.UUID | None:
    """The stamp of the state as it is now; None before the first portal."""
    return PortalsState.objects.filter(pk=1).values_list("stamp", flat=True).first()
