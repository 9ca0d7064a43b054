"""Forms, drafts, dossiers, their clock and the desk."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, post_save


class SubmissionsConfig(AppConfig):
    name = "submissions"

    def ready(self) -> None:
        from outbox.registry import register_handler
        from services_catalog.staff.models import StaffAssignment
        from submissions.copies import services as copies
        from submissions.desk.groups import make_group_on_assignment
        from submissions.dossiers import triggers
        from submissions.dossiers.digests import digest_when_told
        from submissions.dossiers.submission import DIGEST_TOPIC
        from submissions.drafts import link_mail, warning
        from submissions.files import scanning
        from submissions.forms import receivers, rights
        from submissions.notifications.mail import send_notice
        from submissions.notifications.queue import TOPIC

        receivers.connect()
        rights.register()
        register_handler(TOPIC, send_notice, external=True)
        register_handler(warning.TOPIC, warning.send_warning, external=True)
        register_handler(link_mail.TOPIC, link_mail.send_link, external=True)
        register_handler(DIGEST_TOPIC, digest_when_told)
        register_handler(copies.TOPIC, copies.print_when_told, external=True)
        register_handler(scanning.TOPIC, scanning.scan_paper, external=True)
        checks.register(triggers.check_triggers, checks.Tags.database)
        checks.register(scanning.check_scanner, checks.Tags.security, deploy=True)
        post_save.connect(make_group_on_assignment, sender=StaffAssignment)
        post_migrate.connect(triggers.reinstall_after_migrate, sender=self)
