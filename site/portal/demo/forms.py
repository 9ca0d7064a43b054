"""The demo's forms: definitions written as data, published, bound to procedures."""

from typing import Any

from portal.demo.content import Row, read_folder, read_procedures
from portal.demo.progress import Progress
from services_catalog.offerings.models import ServiceLevel
from services_catalog.procedures.case_types import CaseType
from services_catalog.units.models import AdminUnit
from submissions.forms.importing import steps_of
from submissions.forms.links import without_form
from submissions.forms.models import CaseTypeForm, FormDefinition

# Whose form it is, if not the province's: a code of a unit by the form's slug.
OWNERS = {"hen-gio-tiep-cong-dan": "19960"}
PROVINCE = "46"
# What is submitted online without a form of its own.
GENERAL_FORM = "de-nghi-giai-quyet"


def load_forms(progress: Progress) -> int:
    """Publish the forms that are missing; those that exist are their editors' own."""
    known = set(FormDefinition.objects.values_list("slug", flat=True))
    missing = [row for row in read_folder("forms") if row["slug"] not in known]
    for row in progress.over(missing, "Biểu mẫu"):
        _publish(row)
    return len(missing)


def bind_forms(_progress: Progress) -> int:
    """Say with which form a procedure is submitted, where nobody has said so yet."""
    forms = {form.slug: form for form in FormDefinition.objects.all()}
    wanted = {
        row["code"]: row.get("form") or GENERAL_FORM
        for row in read_procedures()
        if row["level"] >= ServiceLevel.SUBMIT
    }
    case_types = CaseType.objects.filter(version__procedure__code__in=wanted)
    unbound = without_form(case_types).select_related("version__procedure")
    links = [
        CaseTypeForm(
            case_type=case_type,
            definition=forms[wanted[case_type.version.procedure.code]],
        )
        for case_type in unbound
    ]
    CaseTypeForm.objects.bulk_create(links)
    return len(links)


def _publish(row: Row) -> None:
    values: dict[str, Any] = {
        name: row.get(name, "") for name in ("slug", "title", "title_en", "intro")
    }
    owner = AdminUnit.objects.get(code=OWNERS.get(row["slug"], PROVINCE))
    definition = FormDefinition(
        **values,
        owner_unit=owner,
        declaration=row["declaration"],
        steps=FormDefinition._meta.get_field("steps").to_python(
            steps_of(row["slug"], row["steps"])
        ),
        live=False,
    )
    definition.full_clean()
    definition.save()
    definition.save_revision().publish()
