"""Forms, drafts, dossiers, their clock and the desk."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"

    def ready(self) -> None:
        from submissions.forms import receivers  # noqa: F401  # connects on import
