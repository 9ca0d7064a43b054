"""Dossiers as the API says them; shape only, the rules are the services'."""

from typing import Any

from rest_framework import serializers

from submissions.dossiers.lifecycle import Action, DossierStatus, Outcome, Progress


class TrackingSerializer(serializers.Serializer[Any]):
    """All that anyone learns."""

    code = serializers.CharField()
    progress = serializers.ChoiceField(choices=Progress.values)


class DossierSerializer(serializers.Serializer[Any]):
    """A dossier in a list: no name, no answer."""

    code = serializers.CharField()
    title = serializers.CharField()
    procedure = serializers.CharField(allow_blank=True)
    status = serializers.ChoiceField(choices=DossierStatus.values)
    progress = serializers.ChoiceField(choices=Progress.values)
    outcome = serializers.ChoiceField(choices=Outcome.values, allow_blank=True)
    receiving_agency = serializers.CharField()
    competent_agency = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    accept_by = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    original_due_at = serializers.DateTimeField(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)
    returned_at = serializers.DateTimeField(allow_null=True)


class DiaryEntrySerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    title = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    who = serializers.CharField(allow_blank=True)


class SupplementItemSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    reason = serializers.CharField()


class SupplementSerializer(serializers.Serializer[Any]):
    items = SupplementItemSerializer(many=True)
    reason = serializers.CharField(allow_blank=True)
    requested_at = serializers.DateTimeField()
    answer_by = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)


class DossierDetailSerializer(DossierSerializer):
    """A dossier for its owner or its staff, with what they may do now."""

    lock_version = serializers.IntegerField()
    actions = serializers.ListField(child=serializers.ChoiceField(Action.values))
    form_version = serializers.UUIDField(allow_null=True)
    applicant = serializers.DictField()
    answers = serializers.DictField(help_text="By the key of the field.")
    supplement = SupplementSerializer(allow_null=True)
    diary = DiaryEntrySerializer(many=True)


class ActionArgumentsSerializer(serializers.Serializer[Any]):
    """What actions take; staff name the `lock_version` that they read."""

    lock_version = serializers.IntegerField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True)
    reply = serializers.CharField(required=False, allow_blank=True)
    text = serializers.CharField(required=False)
    note = serializers.CharField(required=False, allow_blank=True)
    items = SupplementItemSerializer(many=True, required=False)
    holder = serializers.UUIDField(required=False)
    outcome = serializers.ChoiceField(choices=Outcome.values, required=False)
    receiver = serializers.CharField(required=False)
    amount = serializers.IntegerField(required=False)
    notice = serializers.CharField(required=False)
    basis = serializers.CharField(required=False)
    new_day = serializers.DateField(required=False)
