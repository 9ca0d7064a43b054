"""Which slugs a page may take where it stands; asked by every page's validation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms_pages.portals.snapshot import parent_path, portals
from cms_pages.routing import reserved


def check_place(page: Page) -> None:
    """Refuse reserved and unsayable slugs; ValidationError names the field."""
    said = {"slug": page.slug}
    if page.slug and not reserved.is_slug(page.slug):
        message = _("“%(slug)s” is not an address: use a-z, 0-9 and single hyphens.")
        raise ValidationError({"slug": message % said})
    if reserved.is_reserved(page.slug, page._meta.model_name) and _is_below_portal(
        page
    ):
        message = _("The address “%(slug)s” is reserved; choose another.")
        raise ValidationError({"slug": message % said})


def _is_below_portal(page: Any) -> bool:
    """A page being created knows its parent only by what the form put there."""
    parent = (
        page.get_parent() if page.path else getattr(page, "_cached_parent_obj", None)
    )
    if parent is None:
        return True
    return parent.url_path in portals().by_path or not parent_path(parent.url_path)
