"""`GET /api/v1/units/` and `units/{code}/`: the tree of units on a day."""

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from services_catalog.reading import (
    DayParameter,
    UnitParameters,
    parameters_of,
    unit_named,
    with_etag,
)
from services_catalog.units.models import AdminUnit


class UnitSerializer(serializers.Serializer[AdminUnit]):
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    kind = serializers.CharField()
    tier = serializers.CharField()
    parent = serializers.CharField(  # type: ignore[assignment]  # the API's word
        source="parent.code", default=None, allow_null=True
    )
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)


class UnitDetailSerializer(UnitSerializer):
    above = UnitSerializer(many=True)
    below = UnitSerializer(many=True)
    predecessors = UnitSerializer(many=True)
    successors = UnitSerializer(many=True)


@with_etag
class UnitListView(generics.ListAPIView[AdminUnit]):
    serializer_class = UnitSerializer
    throttle_scope = "read"

    @extend_schema(
        operation_id="units_list",
        summary="Units in force on a day",
        tags=["units"],
        parameters=[UnitParameters],
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[AdminUnit]:
        if getattr(self, "swagger_fake_view", False):
            return AdminUnit.objects.none()
        query = parameters_of(self, UnitParameters)
        day = query["at"]
        units = AdminUnit.objects.in_force(day).select_related("parent")
        if tier := query.get("tier"):
            units = units.filter(tier=tier)
        if code := query.get("parent"):
            units = units.filter(parent=unit_named(code, on=day, parameter="parent"))
        return units.order_by("code")


@with_etag
class UnitDetailView(APIView):
    throttle_scope = "read"

    @extend_schema(
        operation_id="units_retrieve",
        summary="A unit as it was on a day, with those above, below, before and after",
        tags=["units"],
        parameters=[DayParameter],
        responses=UnitDetailSerializer,
    )
    def get(self, request: Request, code: str) -> Response:
        day = parameters_of(self, DayParameter)["at"]
        unit = (
            AdminUnit.objects.with_code(code, on=day).select_related("parent").first()
        )
        if unit is None:
            raise Http404
        near = AdminUnit.objects.select_related("parent")
        relatives = {
            "above": near.containing(unit).exclude(pk=unit.pk),
            "below": near.in_force(day).filter(parent=unit),
            "predecessors": near.filter(successors=unit),
            "successors": near.filter(predecessors=unit),
        }
        told = {
            name: UnitSerializer(units, many=True).data  # type: ignore[arg-type]  # many
            for name, units in relatives.items()
        }
        return Response({**UnitSerializer(unit).data, **told})
