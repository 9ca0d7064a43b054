"""Drafts as the API says them; shape only, the rules are the services'."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy
from rest_framework import serializers

from submissions.files.models import ScanState


class StrictSerializer(serializers.Serializer[dict[str, Any]]):
    """Refuses names that it does not know: a misspelt one must not be lost unread."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := set(data) - set(self.fields)):
            message = gettext("There is no such field here.")
            raise serializers.ValidationError(
                {name[:60]: [message] for name in sorted(unknown)}, code="unknown_field"
            )
        return super().to_internal_value(data)


class NewDraftSerializer(StrictSerializer):
    """A procedure or a form, and where: the unit that one lives in, or an agency."""

    procedure = serializers.CharField(
        required=False,
        max_length=20,
        help_text=gettext_lazy("National code, such as 1.001193."),
    )
    case_type = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=255,
        help_text=gettext_lazy("Name of a case type; the first with a form if absent."),
    )
    form = serializers.CharField(
        required=False,
        max_length=80,
        help_text=gettext_lazy("A form without procedure, by its name in addresses."),
    )
    unit = serializers.CharField(
        required=False, max_length=5, help_text=gettext_lazy("Code of the unit.")
    )
    agency = serializers.CharField(
        required=False,
        max_length=35,
        help_text=gettext_lazy("Electronic identifier, such as H57.12."),
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("procedure" in attrs) == ("form" in attrs):
            message = gettext("Name either a procedure or a form.")
            raise serializers.ValidationError({"procedure": [message]})
        if "form" in attrs and "case_type" in attrs:
            message = gettext("Only a procedure has case types.")
            raise serializers.ValidationError({"case_type": [message]})
        return attrs


class ChangesSerializer(StrictSerializer):
    """New answers by key, upon the revision that was read; null takes one away."""

    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    applicant = serializers.DictField(required=False)
    answers = serializers.DictField(required=False)


class SubmitSerializer(StrictSerializer):
    declaration = serializers.BooleanField(
        default=False, help_text=gettext_lazy("Whether the declaration is made.")
    )
    revision = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=2**31 - 1,
        help_text=gettext_lazy("Refused if the draft was changed since this one."),
    )


class UploadSerializer(serializers.Serializer[dict[str, Any]]):
    field = serializers.CharField(
        max_length=60, help_text=gettext_lazy("Key of the question.")
    )
    # Name, size and kind are judged by the room of papers, with its own words.
    file = serializers.FileField(allow_empty_file=True)


class PaperSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="public_id")
    field = serializers.CharField()
    name = serializers.CharField(source="original_name")
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text=gettext_lazy("In bytes."))
    sha256 = serializers.CharField()
    scan_state = serializers.ChoiceField(choices=ScanState.values)
    pages = serializers.IntegerField(allow_null=True)
    legibility = serializers.CharField(
        help_text=gettext_lazy("What may hinder a reader: small, dark, blurred.")
    )


class DraftFormSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(source="definition.slug")
    id = serializers.UUIDField(source="public_id")
    hash = serializers.CharField(source="sha256")


class DraftSerializer(serializers.Serializer[Any]):
    """A draft for its owner or the bearer of its token."""

    id = serializers.UUIDField(source="public_id")
    form = DraftFormSerializer(source="form_version")
    procedure = serializers.CharField(
        source="procedure_version.procedure.code", default=None, allow_null=True
    )
    case_type = serializers.CharField(
        source="case_type.name", default=None, allow_null=True
    )
    agency = serializers.CharField(source="agency.identifier")
    revision = serializers.IntegerField()
    expires_at = serializers.DateTimeField()
    applicant = serializers.DictField(help_text=gettext_lazy("By key."))
    answers = serializers.DictField(help_text=gettext_lazy("By key."))
    files = PaperSerializer(many=True)
    asked_again = serializers.ListField(
        child=serializers.CharField(),
        help_text=gettext_lazy(
            "Questions that a new version of the form asks once more."
        ),
    )
    hidden = serializers.ListField(
        child=serializers.CharField(),
        help_text=gettext_lazy("Keys that the form's rules do not ask for."),
    )
    required = serializers.ListField(  # type: ignore[assignment]  # the API's word
        child=serializers.CharField(),
        help_text=gettext_lazy("Keys that the form's rules make necessary."),
    )
    computed = serializers.DictField(
        help_text=gettext_lazy("Values that the form's rules compute, by key.")
    )


class BegunDraftSerializer(DraftSerializer):
    token = serializers.CharField(
        help_text=gettext_lazy("The bearer token; told this once.")
    )


class SubmissionSerializer(serializers.Serializer[Any]):
    """The dossier's code, and the owner's secret way to it."""

    code = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    receipt_token = serializers.CharField()
    receipt_url = serializers.CharField()
    tracking_url = serializers.CharField()
