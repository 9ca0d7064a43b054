"""Wagtail publishes; what has gone live is frozen here, in the same transaction."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import published

from submissions.forms.models import FormDefinition
from submissions.forms.publishing import publish_form


@receiver(published, sender=FormDefinition)
def freeze_on_publish(
    instance: FormDefinition, revision: Any = None, **_kwargs: Any
) -> None:
    # The signal also fires when a first publication is only scheduled.
    if instance.live:
        user = revision.user if revision is not None else None
        publish_form(instance, user=user, at=timezone.now())
