"""All models of the submissions room, where Django looks for them."""

from submissions.copies.models import SubmissionRecord
from submissions.dossiers.access import AccessLog
from submissions.dossiers.events import DossierEvent, DossierEventNote, EventDigest
from submissions.dossiers.models import (
    CodeCounter,
    Dossier,
    SubmissionKey,
    SupplementRequest,
)
from submissions.drafts.models import Draft, DraftLink
from submissions.files.models import Paper
from submissions.forms.models import CaseTypeForm, FormDefinition, FormVersion
from submissions.uploads.models import Upload, UploadPart

__all__ = [
    "AccessLog",
    "CaseTypeForm",
    "CodeCounter",
    "Dossier",
    "DossierEvent",
    "DossierEventNote",
    "Draft",
    "DraftLink",
    "EventDigest",
    "FormDefinition",
    "FormVersion",
    "Paper",
    "SubmissionKey",
    "SubmissionRecord",
    "SupplementRequest",
    "Upload",
    "UploadPart",
]
