"""`GET /api/v1/procedures/` and `procedures/{code}/`: the catalogue to read."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from services_catalog.agencies.models import Agency
from services_catalog.offerings.models import ServiceLevel
from services_catalog.offerings.services import OfferedProcedure, offering_of
from services_catalog.procedures.facts import ProcedureFacts, facts_of
from services_catalog.procedures.models import Audience, Procedure
from services_catalog.reading import (
    DayParameter,
    parameters_of,
    unit_named,
    with_etag,
)
from services_catalog.units.models import Tier
from themes.addresses import address_of


class ProcedureParameters(DayParameter):
    unit = serializers.CharField(
        required=False,
        max_length=5,
        help_text=_("As offered by the agencies of the unit with this code."),
    )


class ProcedureListParameters(ProcedureParameters):
    field = serializers.SlugField(
        required=False, max_length=200, help_text=_("Only this field, by its slug.")
    )
    audience = serializers.ChoiceField(
        choices=Audience.values, required=False, help_text=_("Only for these people.")
    )
    level = serializers.ChoiceField(
        choices=ServiceLevel.values,
        required=False,
        help_text=_("Only this service level, the highest that anybody offers."),
    )
    tier = serializers.ChoiceField(
        choices=Tier.values,
        required=False,
        help_text=_("Only what agencies of this tier offer."),
    )


class FieldSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()


class ProcedureRowSerializer(serializers.Serializer[Procedure]):
    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    summary = serializers.CharField()
    field = FieldSerializer(allow_null=True)
    level = serializers.IntegerField(source="highest_level", allow_null=True)
    url = serializers.SerializerMethodField()

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, procedure: Procedure | ProcedureFacts) -> str:
        return address_of("procedure", procedure.code, absolute=True)


class StepSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    text = serializers.CharField()
    who = serializers.CharField()
    duration = serializers.CharField()


class LegalBasisSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    title = serializers.CharField()


class ComponentSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    name = serializers.CharField()
    group = serializers.CharField()
    note = serializers.CharField()
    originals = serializers.IntegerField()
    copies = serializers.IntegerField()
    is_required = serializers.BooleanField()
    template_name = serializers.CharField()


class FeeSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField()
    amount = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    exemption = serializers.CharField()


class MethodSerializer(serializers.Serializer[Any]):
    channel = serializers.CharField()
    term_text = serializers.CharField()
    fee_text = serializers.CharField()
    note = serializers.CharField()


class CaseTypeSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    term_value = serializers.IntegerField(allow_null=True)
    term_unit = serializers.CharField()
    term_text = serializers.CharField()
    online_term_value = serializers.IntegerField(allow_null=True)
    has_no_due_date = serializers.BooleanField()
    components = ComponentSerializer(many=True)
    fees = FeeSerializer(many=True)
    methods = MethodSerializer(many=True)


class AgencySerializer(serializers.Serializer[Agency]):
    identifier = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    address = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    hours = serializers.CharField()


class LocalNoteSerializer(serializers.Serializer[Any]):
    hours = serializers.CharField()
    phone = serializers.CharField()
    note = serializers.CharField()


class OfferedSerializer(serializers.Serializer[OfferedProcedure]):
    agency = AgencySerializer()
    level = serializers.IntegerField()
    intake_channel = serializers.CharField()
    outside_url = serializers.CharField()
    local_note = LocalNoteSerializer(allow_null=True)


class ProcedureSerializer(serializers.Serializer[ProcedureFacts]):
    code = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    field = FieldSerializer(allow_null=True)
    name = serializers.CharField()
    name_en = serializers.CharField(source="content.name_en")
    summary = serializers.CharField(source="content.summary")
    steps = StepSerializer(source="content.steps", many=True)
    conditions = serializers.CharField(source="content.conditions")
    result = serializers.CharField(source="content.result")
    authority = serializers.CharField(source="content.authority")
    legal_bases = LegalBasisSerializer(source="content.legal_bases", many=True)
    decision = serializers.CharField(source="content.decision")
    ministry = serializers.CharField(source="content.ministry")
    audiences = serializers.ListField(
        child=serializers.CharField(), source="content.audiences"
    )
    case_types = CaseTypeSerializer(source="content.case_types", many=True)
    url = serializers.SerializerMethodField()
    offering = serializers.SerializerMethodField()

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, facts: ProcedureFacts) -> str:
        return address_of("procedure", facts.code, absolute=True)

    @extend_schema_field(OfferedSerializer(allow_null=True))
    def get_offering(self, _facts: ProcedureFacts) -> dict[str, Any] | None:
        offered = self.context["offering"]
        return OfferedSerializer(offered).data if offered else None


@with_etag
class ProcedureListView(generics.ListAPIView[Procedure]):
    serializer_class = ProcedureRowSerializer
    throttle_scope = "read"

    @extend_schema(
        operation_id="procedures_list",
        summary="Procedures offered on a day",
        tags=["procedures"],
        parameters=[ProcedureListParameters],
    )
    def get(self, request: Request, *args: object, **kwargs: object) -> Response:
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Procedure]:
        if getattr(self, "swagger_fake_view", False):
            return Procedure.objects.none()
        query = parameters_of(self, ProcedureListParameters)
        day = query["at"]
        found, agencies = Procedure.objects.in_force(day).offered(day), None
        if code := query.get("unit"):
            unit = unit_named(code, on=day, parameter="unit")
            agencies = list(Agency.objects.in_force(day).at(unit))
            found = found.offered_by(agencies, day)
        if slug := query.get("field"):
            found = found.in_fields([slug])
        if audience := query.get("audience"):
            found = found.for_audiences([audience], day)
        if level := query.get("level"):
            found = found.at_levels([level], day, agencies)
        if tier := query.get("tier"):
            found = found.at_tiers([tier], day)
        return found.with_level(day, agencies).with_name(day).select_related("field")


@with_etag
class ProcedureDetailView(APIView):
    throttle_scope = "read"

    @extend_schema(
        operation_id="procedures_retrieve",
        summary="A procedure as it stands on a day, and as a unit offers it",
        tags=["procedures"],
        parameters=[ProcedureParameters],
        responses=ProcedureSerializer,
    )
    def get(self, request: Request, code: str) -> Response:
        query = parameters_of(self, ProcedureParameters)
        facts = facts_of(code.replace("-", "."), query["at"])
        if facts is None:
            raise Http404
        offered = None
        if unit_code := query.get("unit"):
            unit = unit_named(unit_code, on=query["at"], parameter="unit")
            procedure = Procedure(pk=facts.procedure_id, code=facts.code)
            offered = offering_of(procedure, unit=unit, on=query["at"])
        serializer = ProcedureSerializer(facts, context={"offering": offered})
        return Response(serializer.data)
