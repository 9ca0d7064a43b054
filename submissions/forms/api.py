"""`GET /api/v1/forms/{form}/`: a form as other systems fill it in."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from services_catalog.reading import with_etag
from submissions.forms.applicant import applicant_step
from submissions.forms.compiled import compiled_form
from submissions.forms.json_schema import json_schema, ui_hints
from submissions.forms.models import FormDefinition
from submissions.forms.publishing import current_version


class FormStepSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = serializers.CharField()
    intro = serializers.CharField()
    fields = serializers.ListField(  # type: ignore[assignment]  # the API's word
        child=serializers.CharField(), help_text="Keys, in order."
    )


class FormSerializer(serializers.Serializer[Any]):
    """A form as it is in force; its first step is the system's own."""

    id = serializers.UUIDField()
    hash = serializers.CharField()
    slug = serializers.CharField()
    title = serializers.CharField()
    title_en = serializers.CharField()
    intro = serializers.CharField()
    steps = FormStepSerializer(many=True)
    json_schema = serializers.DictField()
    ui = serializers.DictField()


@with_etag
class FormView(APIView):
    throttle_scope = "read"

    @extend_schema(
        operation_id="forms_retrieve",
        summary="The version of a form in force",
        tags=["forms"],
        responses=FormSerializer,
    )
    def get(self, _request: Request, form: str) -> Response:
        definition = FormDefinition.objects.filter(slug=form, live=True).first()
        version = definition and current_version(definition, timezone.now())
        if version is None:
            raise Http404
        compiled = compiled_form(version)
        texts = ("slug", "title", "title_en", "intro")
        return Response(
            {
                "id": str(version.public_id),
                "hash": version.sha256,
                **{text: getattr(compiled, text) for text in texts},
                "steps": [
                    {
                        "id": step.id,
                        "title": step.title,
                        "intro": step.intro,
                        "fields": [field.key for field in step.fields],
                    }
                    for step in (applicant_step(), *compiled.steps)
                ],
                "json_schema": json_schema(compiled),
                "ui": ui_hints(compiled),
            }
        )
