"""Forms, drafts, dossiers, their clock and the desk."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "submissions"
