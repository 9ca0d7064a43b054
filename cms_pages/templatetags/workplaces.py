"""What the administration calls itself, and where a member of staff works."""

from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone

from services_catalog.staff.models import StaffAssignment

register = template.Library()


@register.simple_tag(takes_context=True)
def workplaces(context: dict[str, Any]) -> str:
    """The units and agencies of their assignments in force; else the portal's name."""
    assignments = (
        StaffAssignment.objects.in_force(timezone.localdate())
        .filter(user=context["request"].user)
        .select_related("unit", "agency")
    )
    places = {str(one.agency or one.unit): None for one in assignments}
    return " · ".join(places) or portal_name()


@register.simple_tag
def portal_name() -> str:
    """What the installation calls itself, in the title of each page of the staff."""
    return str(settings.WAGTAIL_SITE_NAME)
