"""Forms, drafts, dossiers, their clock and the desk."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, post_save


class SubmissionsConfig(AppConfig):
    name = "submissions"

    def ready(self) -> None:
        from outbox.registry import register_handler
        from services_catalog.staff.models import StaffAssignment
        from submissions.desk.groups import make_group_on_assignment
        from submissions.dossiers import triggers
        from submissions.dossiers.digests import digest_when_told
        from submissions.dossiers.submission import DIGEST_TOPIC
        from submissions.forms import receivers, rights
        from submissions.notifications.mail import send_notice
        from submissions.notifications.queue import TOPIC

        receivers.connect()
        rights.register()
        register_handler(TOPIC, send_notice, external=True)
        register_handler(DIGEST_TOPIC, digest_when_told)
        checks.register(triggers.check_triggers, checks.Tags.database)
        post_save.connect(make_group_on_assignment, sender=StaffAssignment)
        post_migrate.connect(triggers.reinstall_after_migrate, sender=self)
