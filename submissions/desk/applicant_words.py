"""The applicant's own questions as the desk reads them: of somebody, not of you."""

from dataclasses import replace

from django.utils.translation import gettext

from submissions.forms.display import StepAnswers


def in_the_third_person(step: StepAnswers) -> StepAnswers:
    """The applicant step with labels for those who did not fill it in."""
    labels = {
        "full_name": gettext("Full name"),
        "person_id": gettext("Personal number"),
        "birth_date": gettext("Date of birth"),
        "phone": gettext("Telephone"),
        "email": gettext("E-mail"),
        "address": gettext("Place of residence"),
        "owner_is_submitter": gettext("Submits in their own matter"),
        "owner_full_name": gettext("For whom: full name"),
        "owner_person_id": gettext("For whom: personal number"),
        "subject_full_name": gettext("About whom: full name"),
    }
    rows = tuple(
        replace(row, key=labels.get(row.field_key, row.key)) for row in step.rows
    )
    return replace(step, rows=rows)
