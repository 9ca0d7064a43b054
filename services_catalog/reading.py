"""What all public reads of the catalogue share: parameters, unknown names, ETags."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import conditional_page
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from services_catalog.units.models import AdminUnit, Tier

# The answer's own bytes make its ETag; who has them already gets 304.
with_etag = method_decorator(conditional_page, name="dispatch")


class DayParameter(serializers.Serializer[dict[str, Any]]):
    """`at`: the day to read as it was or will be; today when it is left out."""

    at = serializers.DateField(
        required=False, help_text=gettext_lazy("The day to read, as YYYY-MM-DD.")
    )


class UnitParameters(DayParameter):
    tier = serializers.ChoiceField(
        choices=Tier.values,
        required=False,
        help_text=gettext_lazy("Only units of this tier."),
    )
    parent = serializers.CharField(  # type: ignore[assignment]  # the API's word
        required=False,
        max_length=5,
        help_text=gettext_lazy("Only units right below the unit with this code."),
    )


def parameters_of(
    view: APIView, serializer_class: type[serializers.Serializer[dict[str, Any]]]
) -> dict[str, Any]:
    """The checked query of a request; a wrong one is answered 400 with its names."""
    request: Request = view.request
    serializer = serializer_class(data=request.query_params)
    serializer.is_valid(raise_exception=True)
    return {"at": timezone.localdate(), **serializer.validated_data}


def unit_named(code: str, *, on: date, parameter: str) -> AdminUnit:
    """The unit that a parameter names; 400 when nobody had that code that day."""
    unit = AdminUnit.objects.with_code(code, on=on).first()
    if unit is None:
        message = _("No unit has the code %(code)s on %(day)s.") % {
            "code": code,
            "day": on.isoformat(),
        }
        raise serializers.ValidationError({parameter: [message]})
    return unit
