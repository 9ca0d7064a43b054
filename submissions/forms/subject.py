"""What a form is filled in for: told by the portal that mounts its routes."""

from dataclasses import dataclass

from services_catalog.agencies.models import Agency
from services_catalog.offerings.models import IntakeChannel, ServiceLevel
from services_catalog.procedures.case_types import CaseType
from services_catalog.procedures.models import ProcedureVersion
from submissions.forms.models import FormDefinition


@dataclass(frozen=True, slots=True)
class FormSubject:
    """A form at an address: whose it is, who receives, what stands around it.

    `base_url` ends with a slash, the form's routes hang below it; `back_url` is the
    page that tells of the procedure. `level` is that of the offering, None for a form
    without procedure. `needs` are the papers to have at hand, in words.
    """

    definition: FormDefinition
    agency: Agency
    portal_path: str
    base_url: str
    title: str
    back_url: str
    procedure_version: ProcedureVersion | None = None
    case_type: CaseType | None = None
    level: int | None = None
    channel: str = IntakeChannel.LOCAL_FORM
    needs: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether dossiers are taken here online: by our own form, from level 3 up."""
        if self.channel != IntakeChannel.LOCAL_FORM:
            return False
        return self.level is None or self.level >= ServiceLevel.SUBMIT

    def step_url(self, number: int) -> str:
        return f"{self.base_url}buoc/{number}/"

    @property
    def check_url(self) -> str:
        return f"{self.base_url}kiem-tra/"
