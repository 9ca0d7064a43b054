"""Wagtail publishes; what has gone live is frozen here, in the same transaction."""

from typing import Any

from django.utils import timezone
from wagtail.signals import published

from submissions.forms.models import FormDefinition
from submissions.forms.publishing import publish_form


def freeze_on_publish(
    instance: FormDefinition, revision: Any = None, **_kwargs: Any
) -> None:
    # The signal also fires when a first publication is only scheduled.
    if instance.live:
        user = getattr(revision, "publisher", None)
        publish_form(instance, user=user, at=timezone.now())


def connect() -> None:
    published.connect(freeze_on_publish, sender=FormDefinition)
